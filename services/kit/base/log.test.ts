import { createLog } from './log';

function logged(write: (log: ReturnType<typeof createLog>) => void): { line: string; entry: unknown } {
  let line = '';
  write(createLog('trace', 'test', { write: (text) => void (line += text) }));
  return { line, entry: JSON.parse(line) as unknown };
}

describe('the log', () => {
  it('when secrets stand anywhere in what is logged, then none of them is written', () => {
    const { line, entry } = logged((log) =>
      log.info(
        {
          password: 'hunter2-a',
          account: { phone: '13912345678', name: '张三' },
          request: {
            headers: { Authorization: 'Bearer hunter2-b' },
            body: { form: { contactPhone: '139' } },
          },
          list: [{ deep: { deeper: { evenDeeper: { token: 'hunter2-c' } } } }],
        },
        'x',
      ),
    );
    expect(line).not.toContain('hunter2');
    expect(line).not.toContain('13912345678');
    expect(entry).toMatchObject({
      service: 'test',
      account: { phone: '***', name: '张三' },
      request: { headers: { Authorization: '***' }, body: { form: { contactPhone: '***' } } },
      list: [{ deep: { deeper: { evenDeeper: { token: '***' } } } }],
    });
  });

  it('when an error carries secrets in its fields, then they are hidden and its stack is written', () => {
    const error = Object.assign(new Error('went wrong'), { request: { password: 'hunter2' } });
    const { line, entry } = logged((log) => log.error({ err: error }, 'failed'));
    expect(line).not.toContain('hunter2');
    expect(entry).toMatchObject({ err: { message: 'went wrong', request: { password: '***' } } });
    expect(line).toContain('log.test');
  });

  it('when something endless is logged, then it is cut and nothing fails', () => {
    const endless: Record<string, unknown> = { name: 'a' };
    endless['self'] = endless;
    expect(logged((log) => log.info(endless, 'x')).line).toContain('…');
  });

  it('when a child logs, then the same is hidden', () => {
    expect(logged((log) => log.child({ part: 'a' }).info({ phone: '13912345678' }, 'x')).entry).toMatchObject(
      {
        part: 'a',
        phone: '***',
      },
    );
  });
});
