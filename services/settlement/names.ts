/** What tells a unit from a person: a word that units bear, or a name longer than persons have. */
const UNIT = /公司|院|所|中心|大学|学校|厂|社|店|部|站|室|集团|协会|基金|联盟|空间|孵化器|园|团队|科技/;
const PERSON = /^[\u4e00-\u9fff]{2,4}(?=$|[\s·—:：,，、(（/])/;

/**
 * What the public reads of a payout's title, which begins with the unit: the name of a person (a team's or a shop's owner) keeps its
 * first character only.
 */
export function publicTitle(title: string): string {
  return title.replace(PERSON, (name) =>
    UNIT.test(name) ? name : `${name.slice(0, 1)}${'*'.repeat(name.length - 1)}`,
  );
}
