import { withOption, type DevenvTemplate } from '../templates/template.js';

const server = {
  packages: ['air'],
  scripts: { dev: { exec: 'air', description: 'Run it, and again after each change' } },
};

export const golang: DevenvTemplate = {
  name: 'golang',
  title: 'Go',
  aliases: ['go'],
  words: ['go', 'golang', 'grpc', 'microservice', 'microservices', 'cli'],
  options: [
    {
      name: 'version',
      about: 'Go, as 1.24.1',
      pattern: /default|\d+\.\d+(\.\d+)?/,
      default: 'default',
    },
    withOption('grpc', 'protoc and its Go plugins'),
  ],
  frameworks: [
    {
      name: 'gin',
      title: 'Gin',
      words: ['gin', 'web', 'api', 'rest', 'backend'],
      part: () => server,
    },
    { name: 'echo', title: 'Echo', words: ['echo'], part: () => server },
    { name: 'fiber', title: 'Fiber', words: ['fiber'], part: () => server },
    { name: 'chi', title: 'chi', words: ['chi'], part: () => server },
  ],
  part({ name, values }) {
    return {
      settings: {
        'languages.go.enable': true,
        ...(values.version !== 'default' &&
          values.version !== undefined && { 'languages.go.version': values.version }),
      },
      packages: [
        'golangci-lint',
        ...(values.grpc === 'true'
          ? ['protobuf', 'protoc-gen-go', 'protoc-gen-go-grpc', 'grpcurl']
          : []),
      ],
      next: [`go mod init ${name}`],
      proof: 'go version',
    };
  },
};
