// A service far away is, in tests, one behind a proxy on loopback.
import { createServer } from 'node:http';
import { connect } from 'node:net';

/** A proxy that carries every tunnel to one server, and notes for whom it was asked. */
export async function startProxy(server) {
  const asked = [];
  const proxy = createServer();
  proxy.on('connect', ({ url }, client) => {
    asked.push(url);
    const { hostname, port } = new URL(server.url);
    const upstream = connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
  });
  await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${proxy.address().port}`,
    asked,
    close: () => {
      proxy.closeAllConnections();
      proxy.close();
    },
  };
}
