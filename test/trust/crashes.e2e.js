// The machine stops, or the disk fails, at any moment of every command that writes.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from '../support/home.js';
import { installedCli } from '../support/packed.js';
import { callsOn, copyFolder, hasStrace, runWithFault } from './support/strace.js';
import { forgotten, writers } from './support/writers/index.js';
import { strays } from './support/writers/strays.js';

const long = process.env.NIXAI_TRUST === 'long';
/** So many steps of each; NIXAI_TRUST_KILLS and NIXAI_TRUST_CALLS set to 1000 try them all, for hours. */
const stepsTried = Number(process.env.NIXAI_TRUST_KILLS ?? (long ? 8 : 4));
/** So many calls on files of each, for each kind of fault. */
const callsTried = Number(process.env.NIXAI_TRUST_CALLS ?? 4);
/** Names to look at some commands alone. */
const only = process.env.NIXAI_TRUST_ONLY ?? '.*';
const isNamed = (name, names) => new RegExp(`^(?:${names})$`).test(name);
const tried = writers.filter(({ name }) => isNamed(name, only));
/** In the short form the others only do their work. */
const sample = 'config set';
const isCut = ({ name }) => long || isNamed(name, process.env.NIXAI_TRUST_ONLY ?? sample);
/** Every so manieth call; npm makes hundreds, of which a few are tried. */
const strideOf = ({ npm }, calls) => Math.ceil(calls.length / (npm ? 8 : callsTried));
/** npm works in another order each time, so that many a call is missed: then others are tried. */
const npmHits = 4;
const npmTries = 32;

function chooseCalls(writer, calls) {
  const stride = strideOf(writer, calls);
  const chosen = calls.filter((_, index) => index % stride === 0);
  if (!writer.npm) return chosen;
  const others = calls.filter((_, index) => index % stride !== 0);
  return [...chosen, ...others].slice(0, npmTries);
}
const faults = long ? ['KILL', 'ENOSPC', 'EIO', 'EACCES'] : ['KILL', 'ENOSPC'];

describe('a writing command that is killed or whose disk fails', function () {
  this.timeout(3_600_000);

  it('is each one that says of itself that it writes', () => {
    expect(forgotten()).to.deep.equal([]);
  });

  for (const writer of tried)
    describe(writer.name, () => {
      let home;
      let template;
      let calls;
      before(async () => {
        home = createHome();
        await writer.prepare(home);
        template = `${home.path}-template`;
        copyFolder(home.path, template);
      });
      after(() => {
        home.remove();
        rmSync(template, { recursive: true, force: true });
      });
      const reset = () => copyFolder(template, home.path);

      /** Old or new, never broken; and the next run leaves no trace of the one before. */
      async function expectWhole(what, { endedByItself = false, lockMayStay = false } = {}) {
        const state = await writer.state(home);
        expect(state, what).to.be.oneOf(['old', 'new']);
        // What ended by itself has cleaned up by itself.
        if (endedByItself && strays(home).length === 0) return state;
        const next = await home.nixai(writer.argv(home), { input: writer.input });
        expect(next.stderr, `the run after ${what}`).not.to.match(/\n\s+at /);
        expect(next.code, `the run after ${what}: ${next.stderr}`).to.be.oneOf([
          0,
          1,
          2,
          5,
          writer.failure,
        ]);
        const left = strays(home).filter((name) => !(lockMayStay && name.endsWith('.lock')));
        expect(left, what).to.deep.equal([]);
        return state;
      }

      it('does its work when nothing happens', async () => {
        reset();
        expect(await writer.state(home)).to.equal('old');
        const { code, stderr } = await home.nixai(writer.argv(home), { input: writer.input });
        expect(code, stderr).to.equal(0);
        expect(await writer.state(home)).to.equal('new');
        expect(strays(home)).to.deep.equal([]);
      });

      if (!isCut(writer)) return;

      it('is whole after a kill before each of its steps', async () => {
        reset();
        const steps = await stepsOf(home, writer);
        expect(steps).to.be.at.least(2);
        const stride = Math.max(1, Math.ceil(steps / stepsTried));
        const seen = { old: 0, new: 0 };
        // The last one first: after it everything is written, and not said yet.
        for (let step = steps; step > 0; step -= stride) {
          reset();
          const { signal } = await runToStep(home, writer, {
            NIXAI_TRIAL_STEP: `${step}`,
          });
          // npm may take one step less than it did, and all is done then.
          if (!writer.npm) expect(signal, `step ${step} of ${steps}`).to.equal('SIGKILL');
          seen[await expectWhole(`a kill before step ${step} of ${steps}`)]++;
        }
        console.log(`      ${steps} steps; old ${seen.old}, new ${seen.new}`);
      });

      for (const fault of faults)
        it(`is whole after ${fault} at each call on a file`, async function () {
          if (!hasStrace) this.skip();
          calls ??= await callsOn(home, writer, reset);
          expect(calls.length).to.be.at.least(2);
          const chosen = chooseCalls(writer, calls);
          let hits = 0;
          for (const call of chosen) {
            if (writer.npm && hits === npmHits) break;
            const run = await runWithFault(home, writer, call, fault, reset);
            const what = `${fault} at ${call.name} ${call.rank}`;
            if (run.hit) hits++;
            if (fault !== 'KILL' && run.hit) await expectHonest(run, what);
            const endedByItself = fault !== 'KILL';
            // A lock that could not be removed is a dead one's: whoever needs it next takes it over.
            const lockMayStay = endedByItself && call.name === 'unlink';
            await expectWhole(what, { endedByItself, lockMayStay });
          }
          // A write that strace could not be brought to hit is one less tried, not a fault of ours.
          const enough = writer.npm ? npmHits - 1 : Math.floor(chosen.length * 0.6);
          expect(hits, 'calls that the fault was put into').to.be.at.least(enough);
          console.log(`      ${hits} of ${calls.length} calls`);
        });

      /** A failure is said in a sentence, and is what it says: nothing done, or all of it. */
      async function expectHonest({ code, stderr }, what) {
        expect(stderr, what).not.to.match(/\n\s+at /);
        expect(code, `${what}: ${stderr}`).to.be.oneOf([0, 1, 5, writer.failure]);
        // What the disk does not promise to keep is there all the same, and that is what is said; an
        // editor's copy is not yet the file.
        const isThere =
          /was written, and may not last/.test(stderr) && !/\/\.(?:private\.|cache\/)/.test(stderr);
        const isDone = code === 0 || isThere;
        if (writer.change)
          expect(await writer.state(home), `${what}: ${stderr}`).to.equal(isDone ? 'new' : 'old');
      }
    });
});

/** Runs nixai with its steps counted (`killAtStep.cjs`). */
function runToStep(home, { argv, input }, env) {
  const hook = join(import.meta.dirname, 'support/killAtStep.cjs');
  return new Promise((resolve) => {
    const child = home.start(argv(home), {
      env: { ...env, NODE_OPTIONS: `--require=${hook}`, NIXAI_TRIAL_PROGRAM: installedCli().bin },
    });
    child.stdin.on('error', () => {}).end(input);
    child.stdout.resume();
    child.stderr.resume();
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
}

/** By how many steps it changes files. */
async function stepsOf(home, writer) {
  const log = `${home.path}-steps`;
  try {
    await runToStep(home, writer, { NIXAI_TRIAL_LOG: log });
    return Number(readFileSync(log, 'utf8'));
  } finally {
    rmSync(log, { force: true });
  }
}
