import { expect } from 'chai';
import { topicFixture } from '../testing/topicFixture.js';
import { withAsked } from './asked.js';

const shown = (asked: Record<string, string>, code: string, question: string) =>
  withAsked(
    topicFixture({ id: 'x', title: 'X', asked, snippets: [{ title: 'x', where: 'nixos', code }] }),
    question,
  ).snippets.map((snippet) => snippet.code)[0];

describe('what a question says itself, in a snippet', () => {
  it('is the port that it names, or several', () => {
    const port = (question: string) => shown({ port: '80 443' }, 'ports = [ 80 443 ];', question);
    expect(port('how do I open port 8080?')).to.equal('ports = [ 8080 ];');
    expect(port('open ports 22, 80 and 8443 in the firewall')).to.equal('ports = [ 22 80 8443 ];');
    expect(port('change the ssh port to 2200')).to.equal('ports = [ 2200 ];');
    expect(port('open a port')).to.equal('ports = [ 80 443 ];');
    expect(port('open port 99999')).to.equal('ports = [ 80 443 ];');
    expect(port('forward port 8080:80')).to.equal('ports = [ 80 443 ];');
  });

  it('is the layout of a language, in the order of the question', () => {
    const layout = (question: string) => shown({ layout: 'us,de' }, 'layout = "us,de";', question);
    expect(layout('german keyboard')).to.equal('layout = "de";');
    expect(layout('switch between french and russian layout')).to.equal('layout = "fr,ru";');
    expect(layout('keyboard layout')).to.equal('layout = "us,de";');
  });

  it('is a locale, by its name or its language, where only one is meant', () => {
    const locale = (question: string) => shown({ locale: 'en_US.UTF-8' }, 'en_US.UTF-8', question);
    expect(locale('system language in italian')).to.equal('it_IT.UTF-8');
    expect(locale('set the locale to pt_br')).to.equal('pt_BR.UTF-8');
    expect(locale('set the locale to nl_BE.UTF-8')).to.equal('nl_BE.UTF-8');
    expect(locale('english text but german dates and french money')).to.equal('en_US.UTF-8');
  });

  it('is a time zone by its city', () => {
    const zone = (question: string) =>
      shown({ timeZone: 'Europe/Berlin' }, 'Europe/Berlin', question);
    expect(zone('set the time zone to New York')).to.equal('America/New_York');
    expect(zone('timezone Asia/Tokyo')).to.equal('Asia/Tokyo');
    expect(zone('set the time zone')).to.equal('Europe/Berlin');
  });

  it('is a name that is said to be one, everywhere in the topic, and no other word', () => {
    const host = (question: string) => shown({ hostName: 'mymachine' }, '"mymachine"', question);
    expect(host('set the hostname to web1')).to.equal('"web1"');
    expect(host('rename my computer')).to.equal('"mymachine"');
    expect(host('set the hostname to $(reboot)')).to.equal('"mymachine"');
    const user = (question: string) => shown({ user: 'alice' }, 'users.alice', question);
    expect(user('create a user called bob')).to.equal('users.bob');
    expect(user('create a user without a password')).to.equal('users.alice');
  });

  it('is a version, where the topic knows the package of it', () => {
    const version = (question: string) =>
      withAsked(
        topicFixture({
          id: 'x',
          title: 'X',
          synonyms: ['postgres', 'pg_hba.conf'],
          packages: ['postgresql_16', 'postgresql_17'],
          asked: { version: 'postgresql_17' },
          snippets: [{ title: 'x', where: 'nixos', code: 'package = pkgs.postgresql_17;' }],
        }),
        question,
      ).snippets.map((snippet) => snippet.code)[0];
    expect(version('install postgres 16')).to.equal('package = pkgs.postgresql_16;');
    expect(version('postgres version 16 please')).to.equal('package = pkgs.postgresql_16;');
    expect(version('install postgres 8')).to.equal('package = pkgs.postgresql_17;');
    expect(version('postgres on port 16')).to.equal('package = pkgs.postgresql_17;');
  });
});
