namespace OpenMemory.Tests;

/// <summary>Filters are exact: the payload's word counts, not the header's (OMS-3.1-5).</summary>
[TestFixture]
public sealed class GrainFilterTests
{
    private static readonly GrainBlob[] s_blobs = SetSamples.Blobs(0, 400);
    private static readonly IndexManifest s_manifest = SetSamples.Manifest(3, s_blobs);
    private static readonly byte[] s_file = SetSamples.Write(default, s_manifest, s_blobs);

    private static IEnumerable<TestCaseData> Conditions()
    {
        yield return Case("nothing", new(), static (_, _) => true);
        yield return Case("a type", new() { Types = [GrainType.Event] }, static (grain, _) => grain is Event);
        yield return Case("two types", new() { Types = [GrainType.Event, (GrainType)0xf1] }, static (grain, _) => grain is not Reasoning);
        yield return Case("a user", new() { UserId = "anna" }, static (grain, _) => Text(grain, "user_id", "user") == "anna");
        yield return Case("no user", new() { UserId = "" }, static (grain, _) => string.IsNullOrEmpty(Text(grain, "user_id", "user")));
        yield return Case("a user in another form", new() { UserId = "zoe\u0308" }, static (grain, _) => Text(grain, "user_id", "user") == "zo\u00eb");
        yield return Case("a namespace", new() { Namespace = "support" }, static (grain, _) => Text(grain, "namespace", "ns") == "support");
        yield return Case("no namespace", new() { Namespace = "" }, static (grain, _) => string.IsNullOrEmpty(Text(grain, "namespace", "ns")));
        yield return Case("from", new() { From = 1000 }, static (grain, _) => TimeOf(grain) >= 1000);
        yield return Case("to", new() { To = 1000 }, static (grain, _) => TimeOf(grain) < 1000);
        yield return Case("a millisecond", new() { From = 1_768_471_200_123, To = 1_768_471_200_124 }, static (grain, _) => TimeOf(grain) == 1_768_471_200_123);
        yield return Case("sensitive", new() { MinSensitivity = Sensitivity.Internal, MaxSensitivity = Sensitivity.Pii }, static (grain, _) => grain.ToBlob().Header.Sensitivity is Sensitivity.Internal or Sensitivity.Pii);
        yield return Case("current", new() { CurrentOnly = true }, static (_, address) => s_manifest[address].SupersededBy is null);
        HashSet<ContentAddress> some = [.. s_blobs.Where(static (_, i) => i % 3 == 0).Select(static blob => blob.Address)];
        yield return Case("addresses", new() { Addresses = some }, (_, address) => some.Contains(address));
        yield return Case("several", new() { UserId = "anna", From = 0, CurrentOnly = true }, static (grain, address) =>
            Text(grain, "user_id", "user") == "anna" && TimeOf(grain) >= 0 && s_manifest[address].SupersededBy is null);
    }

    [TestCaseSource(nameof(Conditions))]
    public void A_filter_takes_what_matches_and_its_inverse_the_rest(GrainFilter filter, Func<Grain, ContentAddress, bool> matches)
    {
        ContentAddress[] expected = [.. Enumerable.Range(0, s_blobs.Length).Where(i => matches(SetSamples.Make(i), s_blobs[i].Address)).Select(static i => s_blobs[i].Address)];
        byte[] taken = SetSamples.Merge(default, filter, out MgMerge merge, s_file);
        Assert.That(SetSamples.Addresses(taken), Is.EqualTo(expected), "in the order of the file");
        Assert.That((merge.Taken, merge.LeftOut), Is.EqualTo(((long)expected.Length, (long)(s_blobs.Length - expected.Length))));
        byte[] rest = SetSamples.Merge(default, filter with { Invert = true }, out _, s_file);
        Assert.That(SetSamples.Addresses(rest), Is.EqualTo(s_blobs.Select(static blob => blob.Address).Except(expected)));
        MgWriterOptions sorted = new() { Sorted = true };
        Assert.That(SetSamples.Merge(sorted, taken, rest), Is.EqualTo(SetSamples.Merge(sorted, s_file)), "both together are everything, manifests too");
    }

    [Test]
    public void The_conditions_are_not_all_trivial() =>
        Assert.That(Conditions().Select(static row => SetSamples.Addresses(SetSamples.Merge(default, (GrainFilter)row.Arguments[0]!, out _, s_file)).Length).Skip(1), Is.All.InRange(1, s_blobs.Length - 1));

    [Test]
    public void A_manifest_keeps_the_entries_of_the_grains_that_stay() // OMS-11.7-1
    {
        byte[] taken = SetSamples.Merge(default, new GrainFilter { UserId = "anna" }, out _, s_file);
        using MgFileReader reader = MgFileReader.Open(taken);
        HashSet<ContentAddress> kept = [.. SetSamples.Addresses(taken)];
        Assert.That(reader.Manifest, Is.EqualTo(s_manifest.Restrict(kept.Contains)).And.Not.Empty);
    }

    [Test]
    public void A_lying_header_hides_nothing() // OMS-3.1-5
    {
        byte[] blob = new Reasoning { Conclusion = "c", CreatedAt = 5_000_000, Namespace = "secret" }.ToBlob().Span.ToArray();
        blob.AsSpan(3, 6).Fill(0xee);
        using MgFileReader reader = MgFileReader.Open(Samples.Raw(MgFileFlags.None, blob));
        Assert.That(new GrainFilter { Namespace = "secret", From = 5_000_000, To = 5_000_001 }.Matches(reader, 0), Is.True);
        Assert.That(new GrainFilter { Namespace = "secret", Invert = true }.Matches(reader, 0), Is.False);
    }

    [Test]
    public void A_sealed_grain_has_no_user_and_no_namespace_and_the_time_of_its_header()
    {
        using MgFileReader reader = MgFileReader.Open(Samples.Raw(MgFileFlags.None, SetSamples.Sealed(7), SetSamples.Sealed()));
        foreach (string name in (string[])["", "v"])
        {
            Assert.That(new GrainFilter { UserId = name }.Matches(reader, 0), Is.False);
            Assert.That(new GrainFilter { Namespace = name }.Matches(reader, 0), Is.False);
        }
        Assert.That(new GrainFilter { From = 7000, To = 7001 }.Matches(reader, 0), Is.True);
        Assert.That(new GrainFilter { To = 7000 }.Matches(reader, 0), Is.False);
        Assert.That(new GrainFilter { From = -1 }.Matches(reader, 1), Is.False, "a blanked header has no time");
        Assert.That(new GrainFilter { Types = [GrainType.Reasoning] }.Matches(reader, 1), Is.True);
    }

    [Test]
    public void Filters_with_the_same_texts_are_equal()
    {
        Assert.That(new GrainFilter { UserId = "a", Namespace = "b" }, Is.EqualTo(new GrainFilter { Namespace = "b", UserId = "a" }));
        Assert.That(new GrainFilter { UserId = "a" }, Is.Not.EqualTo(new GrainFilter { UserId = "b" }));
    }

    private static TestCaseData Case(string name, GrainFilter filter, Func<Grain, ContentAddress, bool> matches) => new TestCaseData(filter, matches).SetArgDisplayNames(name);

    private static string? Text(Grain grain, string name, string key) =>
        grain is not CustomGrain custom ? (name == "user_id" ? grain.UserId : grain.Namespace)
        : custom.Map.TryGetValue(key, out OmsValue value) && !value.IsNull ? value.AsText() : null;

    private static long TimeOf(Grain grain) => grain is CustomGrain custom ? custom.Map["ca"].AsInt64() : grain.CreatedAt!.Value.Value;
}
