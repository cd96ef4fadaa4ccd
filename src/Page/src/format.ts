/** Numbers as the program's own reports print them (src/Evaluation/Figures.cs). */

export const MISSING = '–';

export const percent = (value: number | null | undefined): string => (value == null ? MISSING : rounded(value, 1));

/** Points with their sign and a true minus; a value that rounds to zero has no sign. */
export function change(value: number | null | undefined): string {
  if (value == null) {
    return MISSING;
  }
  const text = rounded(Math.abs(value), 1);
  return text === '0.0' ? text : (value > 0 ? '+' : '−') + text;
}

/** A fraction as a whole percentage. */
export const share = (value: number | null | undefined): string => (value == null ? MISSING : `${rounded(100 * value, 0)} %`);

export function count(value: number | null | undefined): string {
  if (value == null) {
    return MISSING;
  }
  const scale: [number, string] =
    value < 1e3 ? [1, ''] : value < 1e6 ? [1e3, ' K'] : value < 1e9 ? [1e6, ' M'] : [1e9, ' B'];
  const scaled = value / scale[0];
  return rounded(scaled, scale[1] === '' || scaled >= 100 ? 0 : scaled >= 10 ? 1 : 2) + scale[1];
}

export function duration(seconds: number | null | undefined): string {
  if (seconds == null) {
    return MISSING;
  }
  const whole = Math.floor(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  if (seconds < 10) {
    return `${rounded(seconds, 1)} s`;
  }
  if (whole < 60) {
    return `${whole} s`;
  }
  if (whole < 3600) {
    return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  }
  return whole < 86400
    ? `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`
    : `${Math.floor(whole / 86400)} d ${two(Math.floor((whole % 86400) / 3600))} h`;
}

export function size(bytes: number | null | undefined): string {
  if (bytes == null) {
    return MISSING;
  }
  return bytes < 1e6 ? `${rounded(bytes / 1e3, 1)} kB` : bytes < 1e9 ? `${rounded(bytes / 1e6, 1)} MB` : `${rounded(bytes / 1e9, 1)} GB`;
}

/** A learning rate: 8e-4. */
export function rate(value: number | null | undefined): string {
  if (value == null) {
    return MISSING;
  }
  if (value === 0) {
    return '0';
  }
  const [digits, exponent] = value.toExponential(4).split('e');
  return `${Number(digits)}e${Number(exponent)}`;
}

/** A number of no known unit: four significant digits. */
export function plain(value: number | null | undefined): string {
  if (value == null) {
    return MISSING;
  }
  return Math.abs(value) >= 10000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(4)));
}

/** A time in UTC, to the second. */
export const time = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 19)}`;

/**
 * Rounds as .NET does, from 15 significant digits and half away from zero, so that the page and the reports agree in the last digit.
 * @param value a number
 * @param digits digits after the point
 */
function rounded(value: number, digits: number): string {
  if (!Number.isFinite(value) || Math.abs(value) >= 1e15) {
    return String(value);
  }
  const exact = Number(value.toPrecision(15));
  const shifted = Math.round(Number(`${Math.abs(exact)}e${digits}`));
  const text = Number.isNaN(shifted) ? Math.abs(exact).toFixed(digits) : Number(`${shifted}e-${digits}`).toFixed(digits);
  return exact < 0 && Number(text) !== 0 ? `-${text}` : text;
}
