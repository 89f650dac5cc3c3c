/** An Atom feed as a server sends it. */
export const atomSample = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title>The reading corner</title>
  <id>https://example.org/reading-corner</id>
  <updated>2026-11-25T18:00:00Z</updated>
  <entry>
    <id>https://example.org/reading-corner/1</id>
    <title>Gothic novels for long evenings</title>
    <link href="https://example.org/reading-corner/1"/>
    <author><name>Mina Murray</name></author>
    <updated>2026-11-20T18:00:00Z</updated>
    <content type="html">&lt;p&gt;A castle, a &lt;b&gt;creature&lt;/b&gt;, a secret in the house: &lt;i&gt;Dracula&lt;/i&gt;, &lt;i&gt;Frankenstein&lt;/i&gt; and &lt;i&gt;Jane Eyre&lt;/i&gt;.&lt;/p&gt;</content>
  </entry>
  <entry>
    <id>https://example.org/reading-corner/2</id>
    <title>The fugue, from Bach to the computer</title>
    <link href="https://example.org/reading-corner/2"/>
    <author><name>Anna Magdalena</name></author>
    <updated>2026-11-21T18:00:00Z</updated>
    <content type="html">&lt;p&gt;Logic, drawings and fugues in &lt;em&gt;Gödel, Escher, Bach&lt;/em&gt;, and the Goldberg Variations to read it by.&lt;/p&gt;</content>
  </entry>
  <entry>
    <id>https://example.org/reading-corner/3</id>
    <title>Robots in films, before computers</title>
    <link href="https://example.org/reading-corner/3"/>
    <author><name>Maria Rotwang</name></author>
    <updated>2026-11-22T18:00:00Z</updated>
    <content type="html">&lt;p&gt;Metropolis, its towers and its machines. Then &lt;a href=&quot;https://example.org/walle&quot;&gt;the last robot on Earth&lt;/a&gt;.&lt;/p&gt;</content>
  </entry>
  <entry>
    <id>https://example.org/reading-corner/4</id>
    <title>Data, replicas and streams: what fails first</title>
    <link href="https://example.org/reading-corner/4"/>
    <author><name>Grace Replica</name></author>
    <updated>2026-11-23T18:00:00Z</updated>
    <content type="html">&lt;p&gt;Designing Data-Intensive Applications, chapter by chapter: databases, replicas and networks.&lt;/p&gt;</content>
  </entry>
  <entry>
    <id>https://example.org/reading-corner/5</id>
    <title>Trains, snow and murder</title>
    <link href="https://example.org/reading-corner/5"/>
    <author><name>Hercule P.</name></author>
    <updated>2026-11-24T18:00:00Z</updated>
    <content type="html">&lt;p&gt;Murder on the Orient Express: a train, a body, and a carriage full of alibis.&lt;/p&gt;</content>
  </entry>
  <entry>
    <id>https://example.org/reading-corner/6</id>
    <title>A revolution, drawn in black and white</title>
    <link href="https://example.org/reading-corner/6"/>
    <author><name>Marji</name></author>
    <updated>2026-11-25T18:00:00Z</updated>
    <content type="html">&lt;p&gt;Persepolis as a comic and as an animation, by the same author.&lt;/p&gt;</content>
  </entry>
</feed>
`;
