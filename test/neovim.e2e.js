// `nixai neovim-setup` in a real Neovim, without a screen and in tmux.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { installedCli, root } from './support/packed.js';

const whyNoNeovim = (() => {
  try {
    execFileSync('nvim', ['--version'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'nvim is not installed';
  }
})();

describe('neovim-setup', function () {
  this.timeout(240_000);
  let home;
  let config;
  before(async () => {
    home = createHome({ NIXAI_OFFLINE: '1' });
    for (const name of ['editors', 'explain', 'diagnose'])
      expect((await home.nixai(['plugins', 'link', join(root, 'plugins', name)])).code).to.equal(0);
    config = join(home.path, '.config/nvim');
    const program = home.file(
      'nixai',
      `#!/bin/sh\nexec ${process.execPath} ${installedCli().bin} "$@"\n`,
    );
    chmodSync(program, 0o755);
  });
  after(() => home?.remove());
  const setup = async (...argv) => {
    const run = await home.nixai(['neovim-setup', ...argv, '--json']);
    return { ...run, document: JSON.parse(run.stdout) };
  };

  describe('writes', () => {
    it('nothing with --dry-run, and says what it would', async () => {
      const { document } = await setup('--dry-run');
      expect(document.diff).to.contain('+local M = {}');
      expect(document.files.map(({ state }) => state)).to.deep.equal(['absent', 'absent']);
      expect(existsSync(config)).to.equal(false);
    });

    it('two files that Neovim finds, once, and takes them back', async () => {
      const { document } = await setup('--yes');
      expect(document.written).to.equal(true);
      expect(document.line).to.equal('require("nixai").setup {}');
      expect(readFileSync(join(config, 'lua/nixai.lua'), 'utf8')).to.match(
        /^-- nixai \d.* sha256:/,
      );
      const again = await setup('--yes');
      expect(again.document.written).to.equal(false);
      expect(again.document.files.map(({ state }) => state)).to.deep.equal(['current', 'current']);
      const undone = await home.nixai(['undo', document.undo, '--yes']);
      expect(undone.code, undone.stderr).to.equal(0);
      expect(existsSync(join(config, 'lua/nixai.lua'))).to.equal(false);
    });

    it('never over what somebody changed by hand, and over an older version of its own', async () => {
      await setup('--yes');
      const file = join(config, 'lua/nixai.lua');
      const ours = readFileSync(file, 'utf8');
      writeFileSync(file, `${ours}-- mine\n`);
      const refused = await setup('--yes');
      expect(refused.code).to.equal(5);
      expect(refused.document.error.code).to.equal('would-lose');
      expect(readFileSync(file, 'utf8')).to.contain('-- mine');
      const status = await setup('status');
      expect(status.document.files.map(({ state }) => state)).to.deep.equal(['edited', 'current']);
      writeFileSync(file, ours);
      expect((await setup('remove', '--yes')).document.written).to.equal(true);
      expect(existsSync(file)).to.equal(false);
    });

    it('the line with what was chosen, as Lua reads it', async () => {
      const { document } = await setup('status', '--no-lsp', '--socket-path', '/tmp/a "b"\\c');
      expect(document.line).to.equal(
        'require("nixai").setup { socket_path = "/tmp/a \\"b\\"\\\\c", lsp = false }',
      );
    });
  });

  describe('in Neovim', () => {
    before(async function () {
      if (whyNoNeovim !== undefined) this.skip();
      await setup('--yes');
    });

    /** Runs Lua in a Neovim without a screen; what it gives to `report` comes back. */
    async function inNeovim(lua, { env = {}, file } = {}) {
      const out = join(home.path, 'report.json');
      writeFileSync(out, '');
      const script = home.file(
        'drive.lua',
        `vim.opt.runtimepath:append(${JSON.stringify(config)})
_G.notices = {}
vim.notify = function(message) table.insert(_G.notices, message) end
function _G.report(value)
  local file = io.open(${JSON.stringify(out)}, 'w')
  file:write(vim.json.encode(value))
  file:close()
  vim.cmd('qall!')
end
-- The text of the floating window, once there is one.
function _G.float()
  local text
  vim.wait(120000, function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        local buffer = vim.api.nvim_win_get_buf(window)
        text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\\n')
        return true
      end
    end
    return false
  end, 20)
  return text
end
local ok, failed = xpcall(function()
${lua}
end, debug.traceback)
if not ok then report({ failed = failed }) end
`,
      );
      const argv = ['--headless', '-u', 'NONE', '-n', ...(file === undefined ? [] : [file])];
      const child = spawn('nvim', [...argv, '-c', `luafile ${script}`], {
        cwd: home.path,
        env: { ...home.env, PATH: `${home.path}:${home.env.PATH}`, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let said = '';
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text) => (said += text));
      await new Promise((resolve) => child.on('close', resolve));
      const text = readFileSync(out, 'utf8');
      expect(text, said).to.not.equal('');
      const report = JSON.parse(text);
      expect(report.failed, report.failed).to.equal(undefined);
      return report;
    }

    it('has the five commands and the four keys, and leaves a key that is taken', async () => {
      const found = await inNeovim(`
        vim.g.mapleader = ' '
        vim.keymap.set('n', '<leader>ns', ':echo<CR>')
        require('nixai').setup { lsp = false }
        local keys = {}
        for _, key in ipairs({ 'e', 's', 'd', 'a' }) do keys[key] = vim.fn.maparg('<leader>n' .. key, 'n') end
        report({ commands = vim.tbl_keys(vim.api.nvim_get_commands({})), keys = keys })
      `);
      expect(found.commands).to.include.members([
        ...[
          'NixaiExplainOption',
          'NixaiExplainHomeOption',
          'NixaiSearch',
          'NixaiDiagnose',
          'NixaiAsk',
        ],
      ]);
      expect(found.keys.e).to.contain('NixaiExplainOption');
      expect(found.keys.s).to.contain('echo');
    });

    it('shows an answer in a window while the editor goes on', async () => {
      const { text, ticks, closed } = await inNeovim(`
        require('nixai').setup { lsp = false }
        local ticks = 0
        vim.loop.new_timer():start(0, 10, vim.schedule_wrap(function() ticks = ticks + 1 end))
        vim.cmd('NixaiExplainOption services.openssh.enable')
        local text = float()
        local seen = ticks
        vim.api.nvim_feedkeys('q', 'xt', false)
        report({ text = text, ticks = seen, closed = #vim.api.nvim_list_wins() == 1 })
      `);
      expect(text).to.contain('services.openssh.enable');
      expect(ticks).to.be.at.least(5);
      expect(closed, 'q closes it').to.equal(true);
    });

    it('takes the option under the cursor', async () => {
      const { text } = await inNeovim(`
        require('nixai').setup { lsp = false }
        vim.api.nvim_buf_set_lines(0, 0, -1, false, { '  programs.git.enable = true;' })
        vim.api.nvim_win_set_cursor(0, { 1, 16 })
        vim.cmd('NixaiExplainHomeOption')
        report({ text = float() })
      `);
      expect(text).to.contain('programs.git.enable');
    });

    it('diagnoses the lines that are selected, and hands over quotes and $() as they are', async () => {
      const { text } = await inNeovim(`
        require('nixai').setup { lsp = false }
        vim.api.nvim_buf_set_lines(0, 0, -1, false, {
          'fine', "error: undefined variable 'pkgz'", '', '       at /etc/nixos/x.nix:3:5:', 'fine',
        })
        vim.cmd('2,4NixaiDiagnose')
        report({ text = float() })
      `);
      expect(text).to.match(/^# Diagnosis[^]*pkgz/);
      const canary = join(home.path, 'canary');
      const asked = await inNeovim(`
        require('nixai').setup { lsp = false }
        require('nixai').ask([[--help "x" $(touch ${canary}) ; touch ${canary}]])
        report({ text = float() })
      `);
      expect(asked.text).to.be.a('string');
      expect(existsSync(canary)).to.equal(false);
    });

    it('lets a person choose among what a search finds', async () => {
      const { items, text } = await inNeovim(`
        local items
        vim.ui.select = function(given, options, done)
          items = vim.tbl_map(options.format_item, given)
          done(given[1])
        end
        require('nixai').setup { lsp = false }
        vim.cmd('NixaiSearch ssh')
        report({ text = float(), items = items })
      `);
      expect(items[0]).to.contain('services.openssh.enable');
      expect(text).to.contain('services.openssh.enable');
    });

    it('says once that there is no program, without a stack', async () => {
      const { notices } = await inNeovim(`
        require('nixai').setup { program = '/nowhere/nixai' }
        require('nixai').ask('x')
        report({ notices = notices })
      `);
      const told = notices.filter((one) => one.includes('no program'));
      expect(told).to.deep.equal([
        'nixai: there is no program /nowhere/nixai; set `program` in setup {}',
      ]);
    });

    it('has findings in a Nix file', async () => {
      const file = home.file(
        'mine.nix',
        '{ services.openssh.enable = 1; system.stateVersion = "25.05"; }\n',
      );
      const { found } = await inNeovim(
        `
        require('nixai').setup {}
        vim.cmd('edit ${file}')
        vim.wait(120000, function() return #vim.diagnostic.get(0) > 0 end, 50)
        report({ found = vim.tbl_map(function(one) return { one.lnum, one.code or one.user_data.lsp.code } end, vim.diagnostic.get(0)) })
      `,
      );
      expect(found).to.deep.equal([[0, 'wrong-type']]);
    });

    it('asks the server at the socket where one listens, and the program where it does not answer', async () => {
      // A stand-in for `nixai mcp-server`, which says so.
      const asked = [];
      const path = join(home.path, 'mcp.sock');
      const server = createServer((client) => {
        client.setEncoding('utf8').on('data', (line) => {
          const { id, params } = JSON.parse(line);
          asked.push([params.name, params.arguments]);
          if (params.name !== 'nixos_option') return void client.end('no message\n');
          const result = { content: [{ type: 'text', text: 'from the stand-in' }] };
          client.write(
            `${JSON.stringify({ jsonrpc: '2.0', method: 'x' })}\n${JSON.stringify({ jsonrpc: '2.0', id, result })}\n`,
          );
        });
        client.on('error', () => {});
      });
      await new Promise((resolve) => server.listen(path, resolve));
      try {
        const drive = (command) => `
          require('nixai').setup { lsp = false, socket_path = ${JSON.stringify(path)} }
          vim.cmd(${JSON.stringify(command)})
          report({ text = float() })
        `;
        const first = await inNeovim(drive('NixaiExplainOption services.openssh.enable'));
        expect(first.text).to.equal('from the stand-in');
        const second = await inNeovim(drive('NixaiAsk how do I enable ssh'));
        expect(second.text).to.contain('services.openssh');
        expect(asked).to.deep.equal([
          ['nixos_option', { name: 'services.openssh.enable' }],
          ['nixos_ask', { question: 'how do I enable ssh' }],
        ]);
      } finally {
        await new Promise((resolve) => server.close(resolve));
      }
    });

    it('says of its health what is there and what is not', async () => {
      const { lines } = await inNeovim(`
        require('nixai').setup {}
        vim.cmd('checkhealth nixai')
        report({ lines = vim.api.nvim_buf_get_lines(0, 0, -1, false) })
      `);
      const text = lines.join('\n');
      expect(text).to.match(/OK.*nixai: .*\d+\.\d+\.\d+/);
      expect(text).to.contain('no server listens');
      expect(text).to.contain('the language server does not run');
    });

    it('fits a terminal of 80 columns and 24 rows', async function () {
      const tmux = (...words) =>
        execFileSync('tmux', ['-L', `nixai-${process.pid}`, ...words], { encoding: 'utf8' });
      try {
        execFileSync('tmux', ['-V']);
      } catch {
        this.skip();
      }
      home.file('.config/nvim/init.lua', 'require("nixai").setup { lsp = false }\n');
      const words = Object.entries({ ...home.env, PATH: `${home.path}:${home.env.PATH}` }).map(
        ([name, value]) => `${name}='${value}'`,
      );
      tmux('new-session', '-d', '-x', '80', '-y', '24', `env ${words.join(' ')} nvim -n`);
      try {
        const until = async (pattern) => {
          for (;;) {
            const screen = tmux('capture-pane', '-p');
            if (pattern.test(screen)) return screen;
            await new Promise((resolve) => setTimeout(resolve, 100));
          }
        };
        await until(/NVIM|~/);
        tmux('send-keys', ':NixaiExplainOption services.openssh.enable', 'Enter');
        const screen = await until(/╭─+╮[^]*services\.openssh\.enable[^]*╰─+╯/);
        for (const line of screen.split('\n')) expect([...line].length).to.be.at.most(80);
        tmux('send-keys', 'Escape');
        await until(/^(?![^]*╭)/);
      } finally {
        tmux('kill-server');
      }
    });

    it('uses what a newer Neovim has, by stand-ins for it', async () => {
      const {
        enabled,
        config: set,
        argv,
      } = await inNeovim(`
        local enabled, config, argv
        vim.lsp.config = function(name, given) config = given end
        vim.lsp.enable = function(name) enabled = name end
        vim.system = function(given, options, done)
          argv = given
          done({ code = 0, stdout = 'from a stand-in', stderr = '' })
        end
        require('nixai').setup {}
        require('nixai').ask('x y')
        float()
        report({ enabled = enabled, config = config, argv = argv })
      `);
      expect(enabled).to.equal('nixai');
      expect(set.cmd).to.deep.equal(['nixai', 'lsp', '--stdio']);
      expect(argv).to.deep.equal(['nixai', 'ask', '--raw', '--', 'x y']);
    });
  });
});
