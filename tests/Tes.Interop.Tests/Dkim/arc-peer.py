"""Messages for comparing ARC programs, and the verdicts of dkimpy (python3-dkim). Run by ArcTests.

arc-peer.py make FOLDER           messages with results of mx.signed.nord
arc-peer.py seal FOLDER NAME      prints NAME with one more set in front, as dkimpy makes it
arc-peer.py mutate FOLDER         every sealed message, and one mutation of each kind
arc-peer.py verify FOLDER         prints a line "NAME pass", "NAME fail" or "NAME none" for each
The folder has rsa.pem and zone, lines "NAME TEXT".
"""
import os
import random
import re
import sys

import dkim

CRLF = b'\r\n'
RESULTS = b'Authentication-Results: mx.signed.nord; spf=pass smtp.mailfrom=a@signed.nord'
PIECES = [b'word', b' ', b'  ', b'\t', CRLF, CRLF + CRLF, b' ' + CRLF, b'.', b'=20', b'\xc3\xbc', b';']
VALUES = [b'word', b' ', b'  ', b'\t', CRLF + b' ', CRLF + b'\t', b':', b';', b'=']
SEED = 8617
KINDS = [b'ARC-Seal', b'ARC-Message-Signature', b'ARC-Authentication-Results']


def folder_path(*names):
    return os.path.join(sys.argv[2], *names)


def read(name):
    with open(folder_path(name), 'rb') as file:
        return file.read()


def write(name, octets):
    with open(folder_path(name), 'wb') as file:
        file.write(octets)


def texts():
    zone = dict(line.split(' ', 1) for line in read('zone').decode().splitlines())

    def look_up(name, timeout=5):
        text = zone.get(name.decode().rstrip('.'))
        return text.encode() if text else None

    return look_up


def status(message):
    """The chain validation status in words; dkimpy has None for a chain that has ended."""
    try:
        return (dkim.arc_verify(message, dnsfunc=texts())[0] or b'fail').decode()
    except Exception:  # dkimpy lets errors of its parsers through
        return 'fail'


def make():
    for number in range(8):
        chance = random.Random(number)
        fields = [RESULTS, b'From: a@signed.nord']
        for name in (b'Subject', b'X-Other', b'Received', b'List-Id', b'To', b'Date'):
            if chance.random() < 0.7:
                fields.append(name + b': x' + b''.join(chance.choice(VALUES) for _ in range(10)) + b'y')
        body = b''.join(chance.choice(PIECES) for _ in range(chance.randrange(50))) + b'end' + CRLF
        write(f'{number:03}.plain', CRLF.join(fields) + CRLF + CRLF + body)


def seal():
    message = read(sys.argv[3])
    # dkimpy takes cv= from the results of the service, so that of ARC goes in front.
    result = RESULTS + b'; arc=' + status(message).encode() + CRLF
    fields = dkim.arc_sign(
        result + message.replace(RESULTS + CRLF, b''), b'rsa', b'signed.nord', read('rsa.pem'), b'mx.signed.nord',
        include_headers=[b'from', b'subject', b'to', b'date', b'from'], timestamp=1764300000)
    sys.stdout.buffer.write(b''.join(fields) + message)


def field(message, name, instance):
    """The field of a set with its folding."""
    return re.search(rb'(?m)^' + name + rb': *i=%d;.*\n([ \t].*\n)*' % instance, message).group()


def mutations(message):
    head, _, body = message.partition(CRLF + CRLF)
    last = len(re.findall(rb'(?m)^ARC-Seal:', message))
    yield 'text-behind', message + b'more' + CRLF
    yield 'trailing', message + CRLF * 3
    yield 'from-above', b'From: evil@other.nord' + CRLF + message
    yield 'received-above', b'Received: from a by b' + CRLF + message
    yield 'other-subject', re.sub(rb'(?m)^Subject: ', b'Subject: Re: ', message)
    yield 'more-spaces', head + CRLF + CRLF + body.replace(b' ', b'  ')
    yield 'folded', message.replace(b'From: ', b'From:' + CRLF + b'\t')
    yield 'other-order', message[len(field(message, KINDS[0], last)):].replace(
        field(message, KINDS[2], last), field(message, KINDS[2], last) + field(message, KINDS[0], last))
    yield 'nonsense-above', b'ARC-Seal: nonsense' + CRLF + message
    yield 'results-above', b'ARC-Authentication-Results: mx.signed.nord; none' + CRLF + message
    for kind in KINDS:
        for instance in sorted({1, last}):
            where = f'{kind.decode().lower()}-{"first" if instance == 1 else "last"}'
            one = field(message, kind, instance)
            yield f'without-{where}', message.replace(one, b'')
            yield f'twice-{where}', one + message
            yield f'above-{where}', message.replace(one, one.replace(b'i=%d;' % instance, b'i=%d;' % (instance + 7)))
            yield f'no-instance-{where}', message.replace(one, one.replace(b'i=%d;' % instance, b''))
            yield f'zero-{where}', message.replace(one, one.replace(b'i=%d;' % instance, b'i=0;'))
            yield f'capitals-{where}', message.replace(one, one.replace(kind, kind.upper()))
            yield f'spaces-{where}', message.replace(one, one.replace(b'; ', b';  '))
            yield f'other-text-{where}', message.replace(one, one.replace(b'signed.nord', b'other.nord'))
            if kind != KINDS[2]:
                yield f'no-key-{where}', message.replace(one, one.replace(b's=rsa', b's=none'))
                yield f'revoked-{where}', message.replace(one, one.replace(b's=rsa', b's=revoked'))
                yield f'sha1-{where}', message.replace(one, one.replace(b'rsa-sha256', b'rsa-sha1'))
                yield f'tag-twice-{where}', message.replace(one, one.replace(b'd=signed.nord;', b'd=signed.nord; d=signed.nord;'))
            if kind == KINDS[0]:
                yield f'fail-{where}', message.replace(one, re.sub(rb'cv=\w+', b'cv=fail', one))
                yield f'none-{where}', message.replace(one, re.sub(rb'cv=\w+', b'cv=none', one))
                yield f'pass-{where}', message.replace(one, re.sub(rb'cv=\w+', b'cv=pass', one))
                yield f'no-cv-{where}', message.replace(one, re.sub(rb'cv=\w+;', b'', one))
                yield f'list-{where}', message.replace(one, one.replace(b'd=signed.nord;', b'd=signed.nord; h=from;'))
    for instance in range(1, last + 1):
        stripped = message
        for kind in KINDS:
            stripped = stripped.replace(field(message, kind, instance), b'')
        yield f'stripped-{"last" if instance == last else instance}', stripped


def mutate():
    kinds = {}
    for name in sorted(os.listdir(sys.argv[2])):
        if name.endswith('.sealed'):
            message = read(name)
            write(name.replace('.sealed', '~none.eml'), message)
            for mutation, octets in mutations(message):
                if octets != message:
                    kind = re.sub('-(first|last|[0-9]+)$', '', mutation)
                    kinds.setdefault(kind, []).append((name.replace('.sealed', f'~{mutation}.eml'), octets))
    # Of each kind one, of any chain and any set, so that a run stays short.
    chance = random.Random(SEED)
    for made in kinds.values():
        write(*chance.choice(made))


def verify():
    for name in sorted(os.listdir(sys.argv[2])):
        if name.endswith('.eml'):
            print(name, status(read(name)))


{'make': make, 'seal': seal, 'mutate': mutate, 'verify': verify}[sys.argv[1]]()
