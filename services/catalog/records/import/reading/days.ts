const DAY_MS = 86_400_000;
/** Excel counts a 29 February 1900 that never was. */
const PHANTOM_DAY = 60;
const DAYS_BEFORE_1904 = 1462;
/** 9999-12-31. */
const LAST_SERIAL = 2_958_465;

/** Whether a format shows a day: it has a year or a day, not only a time. */
export function showsDay(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\\.|[_*].|\[[^\]]*\]/gsu, '').replace(/general/gi, '');
  return /[yd]/i.test(bare);
}

/** The day of a serial number. @param is1904 whether the workbook counts from 1904 @returns undefined when it is no day */
export function dayOfSerial(serial: number, is1904: boolean): string | undefined {
  const days = Math.floor(serial) + (is1904 ? DAYS_BEFORE_1904 : 0);
  if (!(days >= 1 && days <= LAST_SERIAL) || days === PHANTOM_DAY) return undefined;
  const sinceEpoch = days - (days > PHANTOM_DAY ? 25_569 : 25_568);
  return new Date(sinceEpoch * DAY_MS).toISOString().slice(0, 10);
}

/** The day of an ISO date as strict OOXML writes it. It names the day itself: no time zone has a say. */
export function dayOfIso(text: string): string | undefined {
  const day = /^(\d{4}-\d{2}-\d{2})(T.*)?$/.exec(text.trim())?.[1];
  const date = new Date(`${day ?? ''}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === day ? day : undefined;
}
