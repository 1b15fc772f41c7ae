namespace OpenMemory.Disclosure.Tests;

/// <summary>Disclosed grains of any shape are read strictly, in their place in canonical order (OMS-4.1-1, OMS-16.2-2, OMS-10.4-4, R-13).</summary>
[TestFixture]
public sealed class RandomElisionTests
{
    private static readonly CodecLimits s_large = CodecLimits.Trusted;

    [TestCase(PayloadEncoding.MessagePack)]
    [TestCase(PayloadEncoding.Cbor)]
    public void A_random_grain_of_which_fields_are_hidden_twice_is_canonical_and_proven(PayloadEncoding encoding)
    {
        Random random = new(608);
        for (int round = 0; round < 300; round++)
        {
            GrainBlob original = Make(random, random.Next(40), encoding);
            string[] names = [.. Names(original).Where(name => random.Next(2) == 0)];
            if (names.Length == 0) continue;
            ElisionOptions options = new() { AllowUnlisted = true };
            GrainBlob first = Elision.Elide(original, names, options);
            string[] more = [.. Names(first)];
            GrainBlob second = more.Length == 0 ? first : Elision.Elide(first, more, options);
            foreach (GrainBlob disclosed in (GrainBlob[])[first, second])
            {
                Assert.That(GrainBlob.Parse(disclosed.Span), Is.EqualTo(disclosed));
                DisclosureReport report = DisclosureCheck.AgainstOriginal(disclosed, original);
                Assert.That(report.IsConsistent && report.Fields.All(static field => field.Status == FieldDisclosure.Proven), Is.True);
            }
            Assert.That(DisclosureCheck.Compare([first, second]).IsConsistent, Is.True);
        }
    }

    /// <summary>The heads of maps grow at 16 and 65 536 entries in MessagePack, at 24, 256 and 65 536 in CBOR; and hiding takes a time in proportion.</summary>
    [Test]
    public void Maps_of_every_size_of_head_are_disclosed([Values(PayloadEncoding.MessagePack, PayloadEncoding.Cbor)] PayloadEncoding encoding, [Values(8, 14, 15, 16, 22, 23, 24, 254, 255, 256, 65534, 65535, 65536, 70000)] int count)
    {
        OmsMap extra = new(Enumerable.Range(0, count).Select(static i => KeyValuePair.Create($"k{i:D6}", (OmsValue)i)));
        GrainBlob original = (Fact() with { Extra = extra, Encoding = encoding }).ToBlob(s_large);
        GrainBlob disclosed = Elision.Elide(original, [.. Names(original).Where(static name => name[0] == 'k')], new() { AllowUnlisted = true, Limits = s_large });
        Assert.That(GrainBlob.Parse(disclosed.Span, new() { Limits = s_large }), Is.EqualTo(disclosed));
        DisclosureReport report = DisclosureCheck.AgainstOriginal(disclosed, original);
        Assert.That(report.IsConsistent, Is.True);
        Assert.That(report.Fields.Count(static field => field.Status == FieldDisclosure.Proven), Is.EqualTo(report.Fields.Count));
        Assert.That(Elision.Elide(disclosed, ["object"], new() { Limits = s_large }).Span.IndexOf("k000007"u8), Is.Positive, "what was hidden stays so");
        Assert.That(ElisionRisk.Estimate(original, Names(original)), Has.Count.EqualTo(count + 1));
    }

    [Test]
    public void A_policy_decides_on_very_many_fields_in_a_reasonable_time()
    {
        OmsMap extra = new(Enumerable.Range(0, 150_000).Select(static i => KeyValuePair.Create($"k{i:D6}", (OmsValue)i)));
        GrainBlob original = (Fact() with { Extra = extra }).ToBlob(s_large);
        System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();
        DisclosureOutcome outcome = DisclosurePolicy.ProductTeam.Apply(original, new() { Limits = s_large });
        Assert.That(outcome.Decision.Fields, Has.Count.GreaterThanOrEqualTo(150_000));
        Assert.That(watch.Elapsed.TotalSeconds, Is.LessThan(20), "each field was once compared with each other one, for minutes");
    }

    private static Fact Fact() => new() { Subject = "s1", Relation = "is", Object = "x", Confidence = 1, CreatedAt = 1768471200000 };

    private static GrainBlob Make(Random random, int count, PayloadEncoding encoding)
    {
        Dictionary<string, OmsValue> extra = [];
        for (int i = 0; i < count; i++)
        {
            int length = random.Next(10) switch { 0 => random.Next(250, 300), 1 or 2 => random.Next(20, 40), _ => random.Next(4, 12) };
            string key = "x" + string.Concat(Enumerable.Range(0, length).Select(_ => (char)random.Next('a', 'z' + 1))) + (random.Next(4) == 0 ? "ü" : "");
            extra[key] = random.Next(5) switch
            {
                0 => random.NextDouble(),
                1 => (OmsValue)new OmsMap([new("bb", random.Next()), new("a", "t")]),
                2 => (OmsValue)(string[])["p", "q"],
                3 => random.NextInt64() - (long.MaxValue / 2),
                _ => new string('v', random.Next(300)),
            };
        }
        return (Fact() with { UserId = "u", Namespace = "n", Extra = new OmsMap(extra), Encoding = encoding }).ToBlob();
    }

    private static List<string> Names(GrainBlob grain)
    {
        List<string> names = [];
        foreach (FieldEntry entry in grain.View())
        {
            string name = FieldNames.Of(entry);
            if (name.Length > 0 && (name[0] is 'x' or 'k' || name is "object" or "user_id" or "namespace")) names.Add(name);
        }
        return names;
    }
}
