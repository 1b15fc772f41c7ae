namespace OpenMemory.Disclosure.Tests;

/// <summary>Whole files: what is shown, what is carried, what the report says, and that nothing half-done appears.</summary>
[TestFixture]
public sealed class DisclosureExportTests
{
    private static readonly string[] s_identity = ["Mariana", "Duarte", "customer-2184"];

    private readonly TemporaryFolder _folder = new();

    private static readonly GrainBlob[] s_case = [.. SupportCaseTests.Build().Values];

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    [TestCase(false)]
    [TestCase(true)]
    public async Task The_support_case_without_identity_verifies_and_reads_again(bool isSorted)
    {
        string destination = _folder[$"shown-{isSorted}.mg"];
        List<(ContentAddress Original, ContentAddress? Shown)> map = [];
        using MgFileReader source = Source(s_case);
        DisclosureExportReport report = await DisclosureExport.RunAsync(
            source, destination, DisclosurePolicy.ProductTeam, new() { Writer = new() { Sorted = isSorted }, Mapped = (original, shown) => map.Add((original, shown)) });
        byte[] bytes = File.ReadAllBytes(destination);
        foreach (string text in s_identity) Assert.That(bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text)), Is.EqualTo(-1), text);
        using MgFileReader shown = MgFileReader.Open(destination);
        Assert.Multiple(() =>
        {
            Assert.That(shown.Verify(MgCheck.Canonical).IsSound, Is.True);
            Assert.That((report.Withheld, report.Disclosed, report.ShownWhole), Is.EqualTo((3L, 9L, 1L)));
            Assert.That(shown.Count, Is.EqualTo(10));
            Assert.That(report.WithheldGrains.Select(static grain => grain.Index), Is.EqualTo((long[])[0, 6, 11]));
            Assert.That(report.WithheldGrains.Select(static grain => grain.Address), Is.EqualTo((ContentAddress[])[s_case[0].Address, s_case[6].Address, s_case[11].Address]));
            Assert.That(report.WithheldByType[GrainType.Event], Is.EqualTo(2));
            Assert.That(report.HiddenFields, Has.Member(new HiddenFieldCount(GrainType.Fact, "subject", 4)));
            FieldRiskCount risk = report.Risks.Single(static count => count.Field == "user_id");
            Assert.That((risk.High, risk.Worst.Risk), Is.EqualTo((9L, GuessRisk.High)), "the hash of user_id can be guessed in nine grains");
            Assert.That(map.Select(static pair => pair.Original), Is.EqualTo(s_case.Select(static grain => grain.Address)));
        });
        for (int i = 0; i < s_case.Length; i++)
        {
            if (map[i].Shown is not { } address) continue;
            Assert.That(shown.TryFind(address, out int index), Is.True);
            GrainBlob grain = shown.GetBlob(index);
            if (grain.Address != s_case[i].Address) Assert.That(DisclosureCheck.AgainstOriginal(grain, s_case[i]).IsConsistent, Is.True);
        }
    }

    /// <summary>What would be hidden would be gone for good.</summary>
    [TestCase("own/source.mg", "own/source.mg")]
    [TestCase("own/source.mg", "link.mg")]
    [TestCase("link.mg", "own/source.mg")]
    [TestCase("own/source.mg", "folder/source.mg")]
    [TestCase("folder/source.mg", "own/../link.mg")]
    public void The_source_is_not_replaced_whichever_way_leads_to_it(string from, string to)
    {
        if (OperatingSystem.IsWindows()) Assert.Ignore("Links need a right that not everybody has.");
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder["own"]);
        Directory.CreateSymbolicLink(folder["folder"], "own");
        File.CreateSymbolicLink(folder["link.mg"], Path.Combine("folder", "source.mg"));
        using (MgFileWriter writer = MgFileWriter.Create(folder["own/source.mg"]))
        {
            writer.Add(s_case[1]);
            writer.Complete();
        }
        byte[] before = File.ReadAllBytes(folder["own/source.mg"]);
        using MgFileReader source = MgFileReader.Open(folder[from]);
        Assert.That(async () => await DisclosureExport.RunAsync(source, folder[to], DisclosurePolicy.ProductTeam), Throws.ArgumentException.With.Message.Contains("source"));
        Assert.That(File.ReadAllBytes(folder["own/source.mg"]), Is.EqualTo(before));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task State_goes_to_the_new_address_and_what_is_local_only_on_request(bool isLocal)
    {
        GrainBlob active = s_case[5], satisfied = s_case[12];
        IndexManifest manifest = IndexManifest.Create(new Dictionary<ContentAddress, IndexState>
        {
            [active.Address] = new() { SupersededBy = satisfied.Address, AccessCount = 7, VerificationStatus = "seen by Mariana" },
            [s_case[0].Address] = new() { VerificationStatus = IndexState.Verified },
        });
        string destination = _folder[$"state-{isLocal}.mg"];
        using MgFileReader source = Source(s_case, manifest);
        await DisclosureExport.RunAsync(source, destination, DisclosurePolicy.ProductTeam, new() { LocalState = isLocal });
        using MgFileReader shown = MgFileReader.Open(destination);
        ContentAddress address = DisclosurePolicy.ProductTeam.Apply(active).Blob!.Address;
        IndexState state = shown.Manifest![address];
        Assert.Multiple(() =>
        {
            Assert.That(shown.Manifest!.Count, Is.EqualTo(1), "a withheld grain has no entry");
            Assert.That(state.SupersededBy, Is.EqualTo(satisfied.Address), "links name originals (R-38)");
            Assert.That(state.AccessCount, Is.EqualTo(isLocal ? 7 : 0));
            Assert.That(state.VerificationStatus, Is.EqualTo(isLocal ? "seen by Mariana" : IndexState.Unverified));
        });
    }

    [Test]
    public async Task A_grain_that_cannot_be_read_is_withheld_and_the_rest_is_shown()
    {
        byte[] file = Bytes(s_case);
        using (MgFileReader sound = MgFileReader.Open(file)) file[(int)sound.OffsetOf(9) + GrainHeader.Size + 1] ^= 0x80;
        using MgFileReader source = MgFileReader.Open(file);
        DisclosureExportReport report = await DisclosureExport.RunAsync(source, _folder["damaged.mg"], DisclosurePolicy.Auditor);
        Assert.That((report.Withheld, report.ShownWhole), Is.EqualTo((1L, 12L)));
        Assert.That(report.WithheldGrains.Single().Index, Is.EqualTo(9));
    }

    [Test]
    public async Task Terms_are_in_nothing_of_the_file()
    {
        using MgFileReader source = Source(s_case);
        await DisclosureExport.RunAsync(source, _folder["terms.mg"], DisclosurePolicy.ProductTeam, new() { Terms = ["inv-5306", "inv_5306"] });
        string text = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(_folder["terms.mg"]));
        Assert.That(text.Contains("5306", StringComparison.Ordinal), Is.False);
        Assert.That(text, Does.Contain("billing_refund_charge"));
    }

    [Test]
    public void A_stopped_export_leaves_no_file()
    {
        using CancellationTokenSource stop = new();
        using MgFileReader source = Source(s_case);
        using TemporaryFolder empty = new();
        int met = 0;
        Assert.That(
            async () => await DisclosureExport.RunAsync(source, empty["stopped.mg"], DisclosurePolicy.Auditor, new() { Mapped = (_, _) => Stop() }, null, stop.Token),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(empty.Names, Is.Empty);
        Assert.That(met, Is.EqualTo(5));

        void Stop()
        {
            if (++met == 5) stop.Cancel();
        }
    }

    [Test]
    public void A_signer_that_gives_back_something_else_is_refused()
    {
        using MgFileReader source = Source(s_case);
        foreach (GrainBlob other in (GrainBlob[])[s_case[0], s_case[3]])
            Assert.That(async () => await DisclosureExport.RunAsync(source, _folder["unsigned.mg"], DisclosurePolicy.ProductTeam, new() { Sign = _ => ValueTask.FromResult(other) }), Throws.InvalidOperationException);
        Assert.That(async () => await DisclosureExport.RunAsync(source, _folder["unsigned.mg"], DisclosurePolicy.ProductTeam, new() { Sign = static blob => ValueTask.FromResult(blob) }), Throws.InvalidOperationException);
        Assert.That(File.Exists(_folder["unsigned.mg"]), Is.False);
    }

    [Test]
    public async Task The_signer_gets_every_disclosed_grain_with_its_signed_flag()
    {
        List<GrainBlob> asked = [];
        List<DisclosureOutcome> outcomes = [];
        DisclosureExportOptions options = new()
        {
            Sign = blob =>
            {
                asked.Add(blob);
                return ValueTask.FromResult(InEnvelope(blob));
            },
        };
        await foreach (DisclosureOutcome outcome in DisclosureExport.StreamAsync(Stream(s_case), DisclosurePolicy.ProductTeam, options)) outcomes.Add(outcome);
        Assert.Multiple(() =>
        {
            Assert.That(outcomes, Has.Count.EqualTo(s_case.Length));
            Assert.That(asked, Has.Count.EqualTo(9));
            Assert.That(asked, Has.All.Property("IsSigned").True);
            Assert.That(outcomes.Where(static outcome => outcome.Decision.Action == DisclosureAction.Disclose).Select(static outcome => outcome.Blob!.Delivered.Length), Has.All.GreaterThan(80));
        });
    }

    [Test]
    public async Task Memory_does_not_grow_with_the_number_of_grains()
    {
        const int Count = 60_000;
        string path = _folder["many.mg"];
        using (MgFileWriter writer = MgFileWriter.Create(path))
        {
            for (int i = 0; i < Count; i++)
                writer.Add(new Fact { Subject = $"customer-{i}", Relation = "subscription_plan", Object = "studio", Confidence = 1, CreatedAt = 1768471200000 + i, UserId = $"customer-{i}" }.ToBlob());
            writer.Complete();
        }
        using MgFileReader source = MgFileReader.Open(path);
        List<long> live = [];
        int done = 0;
        CollectingProgress progress = new();
        DisclosureExportReport report = await DisclosureExport.RunAsync(source, _folder["many-shown.mg"], DisclosurePolicy.ProductTeam, new() { Mapped = (_, _) => Look() }, progress);
        Assert.Multiple(() =>
        {
            Assert.That(report.Disclosed, Is.EqualTo(Count));
            Assert.That(report.Risks.Single(static risk => risk.Field == "user_id").High, Is.EqualTo(Count));
            Assert.That(live[^1] - live[0], Is.LessThan(4 << 20), string.Join(", ", live));
            Assert.That(progress.Last.Done, Is.EqualTo(source.RegionLength));
        });

        void Look()
        {
            if (++done % (Count / 4) == 0) live.Add(GC.GetTotalMemory(forceFullCollection: true));
        }
    }

    private static MgFileReader Source(IEnumerable<GrainBlob> grains, IndexManifest? manifest = null) => MgFileReader.Open(Bytes(grains, manifest));

    private static byte[] Bytes(IEnumerable<GrainBlob> grains, IndexManifest? manifest = null)
    {
        using MemoryStream stream = new();
        using MgFileWriter writer = MgFileWriter.Create(stream);
        foreach (GrainBlob grain in grains) writer.Add(grain);
        writer.Manifest = manifest;
        writer.Complete();
        return stream.ToArray();
    }

    private static async IAsyncEnumerable<GrainBlob> Stream(IEnumerable<GrainBlob> grains)
    {
        foreach (GrainBlob grain in grains)
        {
            await Task.Yield();
            yield return grain;
        }
    }

    /// <summary>An envelope of the right form, with a signature that nobody made.</summary>
    private static GrainBlob InEnvelope(GrainBlob blob)
    {
        byte[] key = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"u8.ToArray();
        byte[] protectedHeader = [0xa2, 0x01, 0x27, 0x04, 0x58, (byte)key.Length, .. key];
        byte[] head = blob.Length < 256 ? [0x58, (byte)blob.Length] : [0x59, (byte)(blob.Length >> 8), (byte)blob.Length];
        byte[] envelope = [0xd2, 0x84, 0x58, (byte)protectedHeader.Length, .. protectedHeader, 0xa0, .. head, .. blob.Span, 0x58, 64, .. new byte[64]];
        return GrainBlob.ParseDelivered(envelope);
    }

    private sealed class CollectingProgress : IProgress<MgProgress>
    {
        internal MgProgress Last { get; private set; }

        public void Report(MgProgress value) => Last = value;
    }
}
