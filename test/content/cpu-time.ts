/** The milliseconds of processor time that an act takes: the least of three runs, as other programs may be busy. */
export function cpuTime(act: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const start = process.cpuUsage();
    act();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}
