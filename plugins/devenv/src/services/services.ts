import type { Part } from '../environment/environment.js';

/** Something that runs beside the project: `devenv up` starts it. */
export interface Service {
  readonly name: string;
  readonly title: string;
  readonly aliases: readonly string[];
  /** Words that a description has where it is wanted. */
  readonly words: readonly string[];
  /** What it is in an environment. @param database a name for what the project keeps in it. */
  part(database: string): Part;
}

const list: readonly Service[] = [
  {
    name: 'postgres',
    title: 'PostgreSQL',
    aliases: ['postgresql', 'pg', 'psql'],
    words: ['postgres', 'postgresql', 'database', 'db', 'sql', 'relational'],
    part: (database) => ({
      settings: {
        'services.postgres.enable': true,
        'services.postgres.listen_addresses': '127.0.0.1',
        'services.postgres.initialDatabases': [{ name: database, user: database }],
      },
      env: { DATABASE_URL: `postgresql://${database}@127.0.0.1:5432/${database}` },
      ports: { PostgreSQL: 5432 },
    }),
  },
  {
    name: 'redis',
    title: 'Redis',
    aliases: [],
    words: ['redis', 'cache', 'caching', 'queue', 'sessions', 'session'],
    part: () => ({
      settings: { 'services.redis.enable': true },
      env: { REDIS_URL: 'redis://127.0.0.1:6379' },
      ports: { Redis: 6379 },
    }),
  },
  {
    name: 'mysql',
    title: 'MariaDB (MySQL)',
    aliases: ['mariadb'],
    words: ['mysql', 'mariadb'],
    part: (database) => ({
      settings: {
        'services.mysql.enable': true,
        'services.mysql.initialDatabases': [{ name: database }],
      },
      env: {
        DATABASE_URL: `mysql://root@127.0.0.1:3306/${database}`,
        MYSQL_URL: `mysql://root@127.0.0.1:3306/${database}`,
      },
      ports: { MariaDB: 3306 },
    }),
  },
  {
    name: 'mongodb',
    title: 'MongoDB',
    aliases: ['mongo'],
    words: ['mongodb', 'mongo', 'document', 'nosql'],
    part: (database) => ({
      settings: { 'services.mongodb.enable': true },
      env: { MONGODB_URI: `mongodb://127.0.0.1:27017/${database}` },
      ports: { MongoDB: 27017 },
      unfree: ['mongodb-ce'],
      notes: ['MongoDB is not free software: devenv.yaml permits it by name.'],
    }),
  },
  {
    name: 'rabbitmq',
    title: 'RabbitMQ',
    aliases: ['amqp'],
    words: ['rabbitmq', 'amqp', 'celery', 'broker', 'messages'],
    part: () => ({
      settings: { 'services.rabbitmq.enable': true },
      env: { AMQP_URL: 'amqp://127.0.0.1:5672' },
      ports: { RabbitMQ: 5672 },
    }),
  },
  {
    name: 'memcached',
    title: 'Memcached',
    aliases: [],
    words: ['memcached', 'memcache'],
    part: () => ({
      settings: { 'services.memcached.enable': true },
      ports: { Memcached: 11211 },
    }),
  },
  {
    name: 'elasticsearch',
    title: 'Elasticsearch',
    aliases: ['elastic'],
    words: ['elasticsearch', 'elastic'],
    part: () => ({
      settings: { 'services.elasticsearch.enable': true },
      env: { ELASTICSEARCH_URL: 'http://127.0.0.1:9200' },
      ports: { Elasticsearch: 9200 },
      unfree: ['elasticsearch'],
      notes: ['Elasticsearch is not free software: devenv.yaml permits it by name.'],
    }),
  },
  {
    name: 'meilisearch',
    title: 'Meilisearch',
    aliases: [],
    words: ['meilisearch', 'fulltext'],
    part: () => ({
      settings: { 'services.meilisearch.enable': true },
      env: { MEILISEARCH_URL: 'http://127.0.0.1:7700' },
      ports: { Meilisearch: 7700 },
    }),
  },
  {
    name: 'nats',
    title: 'NATS',
    aliases: [],
    words: ['nats', 'events', 'pubsub'],
    part: () => ({
      settings: { 'services.nats.enable': true },
      env: { NATS_URL: 'nats://127.0.0.1:4222' },
      ports: { NATS: 4222 },
    }),
  },
  {
    name: 'mailpit',
    title: 'Mailpit',
    aliases: ['mail', 'smtp'],
    words: ['mailpit', 'mail', 'email', 'smtp'],
    part: () => ({
      settings: { 'services.mailpit.enable': true },
      env: { SMTP_URL: 'smtp://127.0.0.1:1025' },
      ports: { 'Mailpit (SMTP)': 1025, 'Mailpit (web)': 8025 },
    }),
  },
];

export const services: readonly Service[] = list;

/** A service by what people call it; undefined where there is none. */
export const serviceNamed = (word: string): Service | undefined =>
  list.find(({ name, aliases }) => name === word || aliases.includes(word));
