-- nixai in Neovim (0.7 and newer). Load it with: require("nixai").setup {}
-- Everything runs beside the editor, which never waits: a server that listens at the socket is asked, and
-- where there is none the program. Words, buffers and selections are handed over as data, never by a shell.

local M = {}

local defaults = {
  program = "nixai",
  -- Where `nixai mcp-server` listens; its usual place if nil.
  socket_path = nil,
  -- Whether the language server is started for Nix files.
  lsp = true,
  -- Whether the four keys are mapped.
  keys = true,
  prefix = "<leader>n",
}
local options = vim.deepcopy(defaults)

local uv = vim.loop or vim.uv

local function tell(message, level)
  vim.notify("nixai: " .. message, level or vim.log.levels.INFO)
end

-- A floating window with Markdown; q and <Esc> close it.
local function show(title, text)
  vim.api.nvim_echo({ { "" } }, false, {})
  local lines = vim.split((text:gsub("%s+$", "")), "\n", { plain = true })
  local width = math.max(20, math.min(100, vim.o.columns - 4))
  local rows = 0
  for _, line in ipairs(lines) do
    rows = rows + math.max(1, math.ceil(vim.fn.strdisplaywidth(line) / width))
  end
  local height = math.max(1, math.min(rows, vim.o.lines - 6))
  local buffer = vim.api.nvim_create_buf(false, true)
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
  vim.bo[buffer].filetype = "markdown"
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].bufhidden = "wipe"
  local place = {
    relative = "editor",
    row = math.max(0, math.floor((vim.o.lines - height) / 2) - 1),
    col = math.max(0, math.floor((vim.o.columns - width) / 2)),
    width = width,
    height = height,
    style = "minimal",
    border = "rounded",
  }
  if vim.fn.has("nvim-0.9") == 1 then
    place.title = " " .. title .. " "
  end
  local window = vim.api.nvim_open_win(buffer, true, place)
  vim.wo[window].wrap = true
  vim.wo[window].linebreak = true
  vim.wo[window].conceallevel = 2
  for _, key in ipairs({ "q", "<Esc>" }) do
    vim.keymap.set("n", key, function()
      if vim.api.nvim_win_is_valid(window) then
        vim.api.nvim_win_close(window, true)
      end
    end, { buffer = buffer, nowait = true })
  end
end

-- Runs the program with these words; `done` is told what it printed, or nothing where it cannot be.
local function run(words, input, done)
  local argv = { options.program }
  vim.list_extend(argv, words)
  if vim.fn.executable(options.program) == 0 then
    tell("there is no program " .. options.program .. "; set `program` in setup {}", vim.log.levels.ERROR)
    return
  end
  local function ended(code, out, err)
    if out ~= "" then
      done(out, code)
    else
      tell(err ~= "" and err or ("it ended with " .. code), vim.log.levels.WARN)
    end
  end
  if vim.system then
    vim.system(argv, { text = true, stdin = input or false, env = { NO_COLOR = "1" } }, function(result)
      vim.schedule(function()
        ended(result.code, result.stdout or "", result.stderr or "")
      end)
    end)
    return
  end
  local out, err = {}, {}
  local job = vim.fn.jobstart(argv, {
    env = { NO_COLOR = "1" },
    stdin = input and "pipe" or "null",
    stdout_buffered = true,
    stderr_buffered = true,
    on_stdout = function(_, data)
      out = data
    end,
    on_stderr = function(_, data)
      err = data
    end,
    on_exit = function(_, code)
      ended(code, table.concat(out, "\n"), table.concat(err, "\n"))
    end,
  })
  if job > 0 and input then
    vim.fn.chansend(job, input)
    vim.fn.chanclose(job, "stdin")
  end
end

local function socket()
  if options.socket_path then
    return options.socket_path
  end
  if vim.env.XDG_RUNTIME_DIR then
    return vim.env.XDG_RUNTIME_DIR .. "/nixai/mcp.sock"
  end
  local state = vim.env.XDG_STATE_HOME or (uv.os_homedir() .. "/.local/state")
  return state .. "/nixai/run/mcp.sock"
end

local requests = 0

-- Asks the server that listens at the socket; `otherwise` where there is none, or it does not answer so.
local function ask_server(tool, arguments, done, otherwise)
  local path = socket()
  local stat = uv.fs_stat(path)
  -- What another user listens at is not asked.
  if not stat or stat.type ~= "socket" or stat.uid ~= uv.getuid() then
    return otherwise()
  end
  local pipe = uv.new_pipe(false)
  local timer = uv.new_timer()
  local over = false
  local function finish(call, ...)
    if over then
      return
    end
    over = true
    timer:close()
    pipe:close()
    local given = { ... }
    vim.schedule(function()
      call(unpack(given))
    end)
  end
  timer:start(30000, 0, function()
    finish(otherwise)
  end)
  requests = requests + 1
  local id = requests
  local request = vim.json.encode({
    jsonrpc = "2.0",
    id = id,
    method = "tools/call",
    params = {
      name = tool,
      arguments = arguments,
      _meta = {
        ["io.modelcontextprotocol/protocolVersion"] = "2026-07-28",
        ["io.modelcontextprotocol/clientInfo"] = { name = "neovim", version = "1" },
        ["io.modelcontextprotocol/clientCapabilities"] = vim.empty_dict(),
      },
    },
  })
  pipe:connect(path, function(failed)
    if failed then
      return finish(otherwise)
    end
    local read = ""
    pipe:read_start(function(broken, chunk)
      if broken or not chunk then
        return finish(otherwise)
      end
      read = read .. chunk
      while true do
        local line, rest = read:match("^([^\n]*)\n(.*)$")
        if not line then
          return
        end
        read = rest
        local ok, message = pcall(vim.json.decode, line)
        if ok and type(message) == "table" and message.id == id then
          local content = type(message.result) == "table" and message.result.content or nil
          if type(content) ~= "table" or not content[1] or message.result.isError == true then
            return finish(otherwise)
          end
          return finish(done, content[1].text, message.result.structuredContent)
        end
      end
    end)
    pipe:write(request .. "\n")
  end)
end

local function answer(title, tool, arguments, words, input)
  tell("looking it up")
  ask_server(tool, arguments, function(text)
    show(title, text)
  end, function()
    run(words, input, function(out)
      show(title, out)
    end)
  end)
end

-- The option path that the cursor stands in.
local function path_at_cursor()
  local line = vim.api.nvim_get_current_line()
  local column = vim.api.nvim_win_get_cursor(0)[2] + 1
  local from = 1
  while true do
    local first, last = line:find('[%w_%-]["%w%._%-<>\']*', from)
    if not first then
      return nil
    end
    if first <= column and column <= last then
      return (line:sub(first, last):gsub("%.+$", ""))
    end
    from = last + 1
  end
end

-- What was typed behind a command, or what stands at the cursor, or what is typed now.
local function with_word(given, fallback, question, call)
  if given and given ~= "" then
    return call(given)
  end
  if fallback and fallback ~= "" then
    return call(fallback)
  end
  vim.ui.input({ prompt = question }, function(typed)
    if typed and typed ~= "" then
      call(typed)
    end
  end)
end

function M.explain_option(name)
  with_word(name, path_at_cursor(), "Option: ", function(word)
    answer(word, "nixos_option", { name = word }, { "explain-option", "--", word })
  end)
end

function M.explain_home_option(name)
  with_word(name, path_at_cursor(), "Home Manager option: ", function(word)
    local arguments = { name = word, set = "home-manager" }
    answer(word, "nixos_option", arguments, { "explain-home-option", "--", word })
  end)
end

function M.ask(question)
  with_word(question, nil, "Ask nixai: ", function(words)
    answer("nixai", "nixos_ask", { question = words }, { "ask", "--raw", "--", words })
  end)
end

-- A log: the lines that are given, or the whole buffer.
function M.diagnose(first, last)
  local lines = vim.api.nvim_buf_get_lines(0, (first or 1) - 1, last or -1, false)
  local log = table.concat(lines, "\n") .. "\n"
  answer("Diagnosis", "nix_diagnose", { log = log }, { "diagnose", "--format", "markdown" }, log)
end

function M.search(query)
  with_word(query, nil, "Search options: ", function(words)
    tell("looking it up")
    run({ "search", "--json", "--", words }, nil, function(out)
      local ok, found = pcall(vim.json.decode, out)
      local items = {}
      for _, result in ipairs(ok and found.results or {}) do
        if result.kind == "option" then
          table.insert(items, result)
        end
      end
      if #items == 0 then
        return tell("nothing is found for " .. words)
      end
      vim.ui.select(items, {
        prompt = "nixai: " .. words,
        format_item = function(item)
          return item.name .. "  " .. (item.type or "")
        end,
      }, function(chosen)
        if not chosen then
          return
        end
        if chosen.set == "home-manager" then
          M.explain_home_option(chosen.name)
        else
          M.explain_option(chosen.name)
        end
      end)
    end)
  end)
end

local function start_server(buffer)
  local command = { options.program, "lsp", "--stdio" }
  local root = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ":p:h")
  if vim.lsp.start then
    vim.lsp.start({ name = "nixai", cmd = command, root_dir = root }, { bufnr = buffer })
    return
  end
  M.client = M.client or vim.lsp.start_client({ name = "nixai", cmd = command, root_dir = root })
  if M.client then
    vim.lsp.buf_attach_client(buffer, M.client)
  end
end

local function use_server()
  if vim.fn.executable(options.program) == 0 then
    return
  end
  if vim.lsp.config and vim.lsp.enable then
    vim.lsp.config("nixai", {
      cmd = { options.program, "lsp", "--stdio" },
      filetypes = { "nix" },
      root_markers = { "flake.nix", "configuration.nix", ".git" },
    })
    vim.lsp.enable("nixai")
    return
  end
  vim.api.nvim_create_autocmd({ "BufReadPost", "BufNewFile" }, {
    group = vim.api.nvim_create_augroup("nixai", { clear = true }),
    pattern = "*.nix",
    callback = function(event)
      start_server(event.buf)
    end,
  })
end

local function map(mode, key, call, what)
  local lhs = options.prefix .. key
  if vim.fn.maparg(lhs, mode) == "" then
    vim.keymap.set(mode, lhs, call, { desc = what, silent = true })
  end
end

function M.setup(given)
  options = vim.tbl_extend("force", vim.deepcopy(defaults), given or {})
  local command = vim.api.nvim_create_user_command
  command("NixaiExplainOption", function(o)
    M.explain_option(o.args)
  end, { nargs = "?", desc = "What a NixOS option is" })
  command("NixaiExplainHomeOption", function(o)
    M.explain_home_option(o.args)
  end, { nargs = "?", desc = "What a Home Manager option is" })
  command("NixaiSearch", function(o)
    M.search(o.args)
  end, { nargs = "*", desc = "Search options" })
  command("NixaiDiagnose", function(o)
    if o.range > 0 then
      M.diagnose(o.line1, o.line2)
    else
      M.diagnose()
    end
  end, { range = true, desc = "Diagnose the log in this buffer, or the lines given" })
  command("NixaiAsk", function(o)
    M.ask(o.args)
  end, { nargs = "*", desc = "Ask about NixOS" })
  if options.keys then
    map("n", "e", ":NixaiExplainOption<CR>", "What the option is")
    map("n", "s", ":NixaiSearch<CR>", "Search options")
    map("n", "d", ":NixaiDiagnose<CR>", "Diagnose this buffer")
    map("x", "d", ":NixaiDiagnose<CR>", "Diagnose the selection")
    map("n", "a", ":NixaiAsk<CR>", "Ask about NixOS")
  end
  if options.lsp then
    use_server()
  end
end

-- What `:checkhealth nixai` looks at.
function M.check_health()
  local health = vim.health or require("health")
  local start = health.start or health.report_start
  local good = health.ok or health.report_ok
  local bad = health.error or health.report_error
  local note = health.info or health.report_info
  start("nixai")
  if vim.fn.executable(options.program) == 0 then
    bad("there is no program " .. options.program, { 'set `program` in require("nixai").setup {}' })
    return
  end
  local version = vim.fn.systemlist({ options.program, "--version" })
  good(vim.fn.exepath(options.program) .. ": " .. (version[1] or "says no version"))
  vim.fn.system({ options.program, "lsp", "--help" })
  if vim.v.shell_error ~= 0 then
    bad("it has no language server", { "nixai plugins install @nixai/plugin-editors" })
  end
  local stat = uv.fs_stat(socket())
  if stat and stat.type == "socket" then
    good("a server listens at " .. socket())
  else
    note("no server listens at " .. socket() .. ": the program is run each time")
  end
  if not options.lsp then
    return note("the language server is off: lsp = false")
  end
  local clients = (vim.lsp.get_clients or vim.lsp.get_active_clients)()
  for _, client in pairs(clients) do
    if client.name == "nixai" then
      return good("the language server runs")
    end
  end
  note("the language server does not run: it starts with the first Nix file")
end

return M
