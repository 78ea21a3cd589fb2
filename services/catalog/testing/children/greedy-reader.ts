/** A reader that takes all the memory there is. */
const taken: object[] = [];
for (;;) taken.push({ taken: taken.length });
