/** The response with a body that ends in an error once it is more than that many bytes. */
export function capBody(response: Response, largest: number): Response {
  if (response.body === null) return response;
  let size = 0;
  const counted = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      size += chunk.byteLength;
      if (size > largest)
        throw new Error(`it sends more than ${Math.floor(largest / 2 ** 20)} MiB`);
      controller.enqueue(chunk);
    },
  });
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(counted), { status, statusText, headers });
}
