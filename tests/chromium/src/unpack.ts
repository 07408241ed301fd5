// Unpacks the Chromium of @sparticuz/chromium into the system's temporary folder, which is where that package writes. So it is
// a process of its own, with a folder of its own as TMPDIR.
import { fileURLToPath } from 'node:url';
import { inflate } from '@sparticuz/chromium';

const packed = new URL('../bin/', import.meta.resolve('@sparticuz/chromium'));

// The program, its fonts, and the libraries that a bare system lacks.
for (const name of ['chromium.br', 'fonts.tar.br', 'al2023.tar.br']) {
  await inflate(fileURLToPath(new URL(name, packed)));
}
