-- Version 2 of the archive of surveys, made out of version 1: the country of each address, where surveys look it up.
DROP VIEW addresses;
ALTER TABLE sessions ADD COLUMN
    country VARCHAR;
-- Each mail server once for a run: the session that came furthest, the first of several. Domains without MX records have no mail server.
CREATE VIEW addresses AS
    SELECT run, ip, arg_max(starttls, rank) AS starttls, max(progress) AS progress, arg_max(protocol, rank) FILTER (progress = 3) AS protocol,
        arg_max(coalesce(auth_before_tls, ''), rank) <> '' AS auth_before_tls, nullif(arg_max(coalesce(failure_stage, ''), rank), '') AS failure_stage, max(country) AS country,
        count(DISTINCT domain) AS domains
    FROM (
        SELECT a.run, a.ip, a.domain, s.starttls, s.progress, s.protocol, s.auth_before_tls, s.failure_stage, s.country, s.progress * 1000000000000 - s.session AS rank
        FROM domain_addresses a JOIN sessions s USING (run, session) JOIN domains d ON d.run = a.run AND d.domain = a.domain
        WHERE d.class <> 'noMx')
    GROUP BY run, ip;
