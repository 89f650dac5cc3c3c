/** Words of English that say nothing about a topic. */
const stopWords = new Set(
  `about above after again against all also and any are because been before
  being between both but can cannot could did does doing down each few for from
  had has have her here hers him his how into its itself just more most much nor
  not now off one only other our out over own same she should some such than
  that the their them then there these they this those through too two under
  until very was were what when where which while who whom why will with would
  you your`.split(/\s+/),
);

/** Whether a word can be the topic of a text. */
export const isTopic = (word: string) =>
  word.length > 2 && !stopWords.has(word);
