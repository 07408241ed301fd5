// Loaded before a measured program: writes the most memory that its process has had, in KiB, where PEAK_MEMORY says.
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  writeFileSync(process.env.PEAK_MEMORY, String(process.resourceUsage().maxRSS));
});
