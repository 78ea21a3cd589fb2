/** A reader that never ends. */
for (;;);
