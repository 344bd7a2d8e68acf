import { expect } from 'chai';
import { isNixaiError } from '@nixai/api';
import { followRedirects } from './followRedirects.js';

const check = (url: string): URL => new URL(url);

/** Follows from one address to another; resolves with what was asked, and the reason of a refusal. */
async function follow(from: string, to: string) {
  const asked: string[] = [];
  const send = async (url: URL): Promise<Response> => {
    asked.push(url.href);
    return asked.length > 1
      ? new Response('here')
      : new Response(null, { status: 302, headers: { location: to } });
  };
  try {
    await followRedirects(from, { headers: new Headers() }, { check, send });
    return { asked };
  } catch (error) {
    if (!isNixaiError(error)) throw error;
    return { asked, why: error.why };
  }
}

describe('a redirect', () => {
  for (const here of [
    ...['http://127.0.0.1:8081/shutdown', 'http://localhost/', 'http://[::1]:80/', 'http://0/'],
    ...['http://[::ffff:127.0.0.1]/', 'http://[::]:8081/', 'http://a.localhost/', 'http://127.1/'],
  ])
    it(`from elsewhere to ${here} is not followed`, async () => {
      const { asked, why } = await follow('http://elsewhere.example/', here);
      expect(asked).to.deep.equal(['http://elsewhere.example/']);
      expect(why).to.include('back to this machine');
    });

  it('on this machine, and to elsewhere, is', async () => {
    expect((await follow('http://127.0.0.1:1/', 'http://127.0.0.1:2/')).asked.length).to.equal(2);
    expect((await follow('http://a.example/', 'https://b.example/')).asked.length).to.equal(2);
  });
});
