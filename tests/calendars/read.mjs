// Reads a calendar as Thunderbird does (ical.js), from standard input; its package is the first argument.
import { readFileSync } from "node:fs";

const { default: ICAL } = await import(process.argv[2]);
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
const moment = (time) => (time.isDate ? time.toString() : time.toJSDate().toISOString());
const events = calendar.getAllSubcomponents("vevent").map((each) => {
  const event = new ICAL.Event(each);
  return [event.uid, event.sequence, each.getFirstPropertyValue("status"), moment(event.startDate), moment(event.endDate), event.summary];
});
console.log(JSON.stringify(events));
