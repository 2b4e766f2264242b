"""Messages for comparing DKIM programs, and the verdicts of dkimpy (python3-dkim). Run by DkimTests.

dkim-peer.py make FOLDER       unsigned messages, and those that dkimpy signs
dkim-peer.py mutate FOLDER     mutations of every signed message
dkim-peer.py verify FOLDER     prints a line "NAME pass" or "NAME fail" for each
The folder has rsa.pem, ed.pem and zone, lines "NAME TEXT".
"""
import base64
import os
import random
import re
import sys

import dkim

CRLF = b'\r\n'
PIECES = [b'word', b' ', b'  ', b'\t', CRLF, CRLF + CRLF, b' ' + CRLF, b'.', b'=20', b'\xc3\xbc', b'From x', b';']
VALUES = [b'word', b' ', b'  ', b'\t', CRLF + b' ', CRLF + b'\t', b':', b';', b'=', b'b=x']
FORMS = [b'simple', b'relaxed']


def folder_path(*names):
    return os.path.join(sys.argv[2], *names)


def read(name):
    with open(folder_path(name), 'rb') as file:
        return file.read()


def write(name, octets):
    with open(folder_path(name), 'wb') as file:
        file.write(octets)


def seed():
    """The 32 octets at the end of PKCS #8 (RFC 8410), as dkimpy wants them."""
    text = b''.join(line for line in read('ed.pem').splitlines() if not line.startswith(b'-'))
    return base64.b64encode(base64.b64decode(text)[-32:])


def make():
    for number in range(30):
        chance = random.Random(number)
        fields = [b'From: a@signed.nord']
        for name in (b'Subject', b'X-Other', b'Received', b'List-Id', b'To', b'Date'):
            # OpenDKIM takes no message without Date (RFC 5322 §3.6 asks for it).
            if name == b'Date' or chance.random() < 0.7:
                fields.append(name + b': x' + b''.join(chance.choice(VALUES) for _ in range(10)) + b'y')
        body = b''.join(chance.choice(PIECES) for _ in range(chance.randrange(50)))
        # A last line without CRLF cannot come over SMTP, and each program sees another one there: OpenDKIM none that passes,
        # dkimpy one with the space at its end, we one without it.
        body += CRLF if body else b''
        message = CRLF.join(fields) + CRLF + CRLF + body
        write(f'{number:03}.plain', message)
        form = (FORMS[number % 2], FORMS[number // 2 % 2])
        rsa = number % 3 != 0
        signature = dkim.sign(
            message, b'rsa' if rsa else b'ed', b'signed.nord', read('rsa.pem') if rsa else seed(),
            canonicalize=form, signature_algorithm=b'rsa-sha256' if rsa else b'ed25519-sha256',
            include_headers=[b'from', b'subject', b'to', b'date', b'from'])
        write(f'{number:03}-dkimpy.signed', signature + message)


def mutations(message):
    chance = random.Random(len(message))
    head, _, body = message.partition(CRLF + CRLF)
    yield 'trailing', message + CRLF * 3
    yield 'text-behind', message + b'more' + CRLF
    yield 'from-above', b'From: evil@other.nord' + CRLF + message
    yield 'received-above', b'Received: from a by b' + CRLF + message
    yield 'other-subject', re.sub(rb'(?m)^Subject: ', b'Subject: Re: ', message)
    yield 'case-of-name', message.replace(b'From: ', b'fROM: ')
    yield 'space-in-name', message.replace(CRLF + b'From: ', CRLF + b'From : ')
    yield 'folded', message.replace(b'From: ', b'From:' + CRLF + b'\t')
    yield 'more-spaces', head + CRLF + CRLF + body.replace(b' ', b'  ')
    yield 'other-domain', message.replace(b'd=signed.nord', b'd=other.nord')
    yield 'no-key', re.sub(rb's=(rsa|ed);', b's=none;', message)
    yield 'revoked', re.sub(rb's=(rsa|ed);', b's=revoked;', message)
    yield 'version', message.replace(b'v=1;', b'v=2;')
    yield 'twice', message.replace(b'v=1;', b'v=1; v=1;')
    yield 'unknown-tag', message.replace(b'v=1;', b'v=1; unknown=x;')
    yield 'identifier', message.replace(b'v=1;', b'v=1; i=@other.nord;')
    yield 'sha1', message.replace(b'-sha256;', b'-sha1;')
    if body:
        at = chance.randrange(len(body))
        changed = bytes([body[at] ^ 1]) if body[at:at + 1].isalnum() else b'q'
        yield 'octet', head + CRLF + CRLF + body[:at] + changed + body[at + 1:]


def mutate():
    for name in sorted(os.listdir(sys.argv[2])):
        if name.endswith('.signed'):
            message = read(name)
            write(name.replace('.signed', '~none.eml'), message)
            for mutation, octets in mutations(message):
                # One in four of each, so that a run stays short.
                if octets != message and (int(name[:3]) + len(mutation)) % 4 == 0:
                    write(name.replace('.signed', f'~{mutation}.eml'), octets)


def verify():
    zone = dict(line.split(' ', 1) for line in read('zone').decode().splitlines())

    def texts(name, timeout=5):
        text = zone.get(name.decode().rstrip('.'))
        return text.encode() if text else None

    for name in sorted(os.listdir(sys.argv[2])):
        if name.endswith('.eml'):
            try:
                good = dkim.verify(read(name), dnsfunc=texts)
            except Exception:  # dkimpy lets errors of its parsers through
                good = False
            print(name, 'pass' if good else 'fail')


{'make': make, 'mutate': mutate, 'verify': verify}[sys.argv[1]]()
