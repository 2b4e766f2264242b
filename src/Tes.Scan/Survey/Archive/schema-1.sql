-- Version 1 of the archive of surveys. docs/archive.md says what each column means. Times are UTC.
CREATE TABLE archive (schema INTEGER NOT NULL, made_by VARCHAR NOT NULL, made_at TIMESTAMP NOT NULL);
CREATE TABLE runs (
    run INTEGER NOT NULL, started TIMESTAMP NOT NULL, finished TIMESTAMP, list VARCHAR NOT NULL, list_sha256 VARCHAR, options VARCHAR NOT NULL,
    port INTEGER NOT NULL, families VARCHAR NOT NULL, program VARCHAR NOT NULL, judged_from INTEGER, lines BIGINT NOT NULL, bad_lines BIGINT NOT NULL, duplicates BIGINT NOT NULL);
CREATE TABLE domains (
    run INTEGER NOT NULL, domain VARCHAR NOT NULL, tld VARCHAR NOT NULL, tested TIMESTAMP NOT NULL, seconds DOUBLE NOT NULL, class VARCHAR NOT NULL,
    reason VARCHAR, delivery VARCHAR NOT NULL, state VARCHAR NOT NULL, mx_kind VARCHAR NOT NULL, mx_security VARCHAR NOT NULL, provider VARCHAR,
    spf VARCHAR NOT NULL, spf_all VARCHAR, dmarc VARCHAR, dmarc_policy VARCHAR, mta_sts VARCHAR, tlsrpt VARCHAR, lookups VARCHAR NOT NULL);
CREATE TABLE domain_hosts (
    run INTEGER NOT NULL, domain VARCHAR NOT NULL, position INTEGER NOT NULL, preference INTEGER NOT NULL, host VARCHAR NOT NULL,
    address_security VARCHAR NOT NULL, tlsa VARCHAR NOT NULL);
CREATE TABLE domain_addresses (
    run INTEGER NOT NULL, domain VARCHAR NOT NULL, position INTEGER NOT NULL, host VARCHAR NOT NULL, ip VARCHAR NOT NULL, session BIGINT NOT NULL,
    security VARCHAR NOT NULL, delivery VARCHAR, fault VARCHAR, dane VARCHAR NOT NULL);
CREATE TABLE sessions (
    run INTEGER NOT NULL, session BIGINT NOT NULL, ip VARCHAR NOT NULL, port INTEGER NOT NULL, server_name VARCHAR, starttls VARCHAR NOT NULL,
    progress INTEGER NOT NULL, protocol VARCHAR, cipher VARCHAR, key_exchange_group VARCHAR, signature_scheme VARCHAR, auth_before_tls VARCHAR,
    greeting VARCHAR, failure_stage VARCHAR, failure VARCHAR, seconds DOUBLE NOT NULL, certificates VARCHAR NOT NULL, evidence VARCHAR NOT NULL);
CREATE TABLE certificates (
    certificate VARCHAR NOT NULL, subject VARCHAR, issuer VARCHAR, not_before TIMESTAMP, not_after TIMESTAMP, names VARCHAR, self_issued BOOLEAN,
    der BLOB NOT NULL);
CREATE TABLE tlsa (
    run INTEGER NOT NULL, lookup BIGINT NOT NULL, owner VARCHAR NOT NULL, security VARCHAR NOT NULL, usage INTEGER NOT NULL, selector INTEGER NOT NULL,
    matching_type INTEGER NOT NULL, data VARCHAR NOT NULL);
CREATE TABLE findings (
    run INTEGER NOT NULL, domain VARCHAR NOT NULL, tag VARCHAR NOT NULL, state VARCHAR NOT NULL, severity VARCHAR NOT NULL, subject VARCHAR NOT NULL,
    message VARCHAR NOT NULL);
CREATE TABLE lookups (
    run INTEGER NOT NULL, lookup BIGINT NOT NULL, name VARCHAR NOT NULL, type VARCHAR NOT NULL, outcome VARCHAR NOT NULL, security VARCHAR NOT NULL,
    records VARCHAR NOT NULL, evidence VARCHAR NOT NULL);
-- Each mail host once for a run, as the first domain with it saw it.
CREATE VIEW hosts AS
    SELECT run, host, arg_min(address_security, rowid) AS address_security, arg_min(tlsa, rowid) AS tlsa, count(DISTINCT domain) AS domains
    FROM domain_hosts GROUP BY run, host;
-- Each mail server once for a run: the session that came furthest, the first of several. Domains without MX records have no mail server.
CREATE VIEW addresses AS
    SELECT run, ip, arg_max(starttls, rank) AS starttls, max(progress) AS progress, arg_max(protocol, rank) FILTER (progress = 3) AS protocol,
        arg_max(coalesce(auth_before_tls, ''), rank) <> '' AS auth_before_tls, nullif(arg_max(coalesce(failure_stage, ''), rank), '') AS failure_stage, count(DISTINCT domain) AS domains
    FROM (
        SELECT a.run, a.ip, a.domain, s.starttls, s.progress, s.protocol, s.auth_before_tls, s.failure_stage, s.progress * 1000000000000 - s.session AS rank
        FROM domain_addresses a JOIN sessions s USING (run, session) JOIN domains d ON d.run = a.run AND d.domain = a.domain
        WHERE d.class <> 'noMx')
    GROUP BY run, ip;
