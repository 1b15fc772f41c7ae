namespace OpenMemory.Erasure.Tests;

/// <summary>Sealed grains in files and streams are grains like any others (R-9, OMS-11.6-1, OMS-28.4.4-4).</summary>
[TestFixture]
public sealed class SealedFileTests
{
    private static readonly string[] s_users = ["anna", "bela", "carla"];

    [Test]
    public void Files_with_sealed_grains_verify_at_every_level([Values] MgCheck level, [Values] HeaderPrivacy header, [Values] bool sorted)
    {
        using TestRing test = new();
        byte[] file = Write(new() { Sorted = sorted }, Sealed(test.Ring, header));
        using MgFileReader reader = MgFileReader.Open(file);
        MgVerifyReport report = reader.Verify(level);
        Assert.That(report.IsSound, Is.True, string.Join('\n', report.Faults));
        Assert.That(reader.Count, Is.EqualTo(90));
    }

    [Test]
    public void Every_grain_of_a_file_opens_for_its_user_and_is_found_by_token()
    {
        using TestRing test = new();
        GrainBlob[] sealedGrains = Sealed(test.Ring, HeaderPrivacy.Blank);
        using MgFileReader reader = MgFileReader.Open(Write(default, sealedGrains));
        foreach (string user in s_users)
        {
            List<string> opened = [];
            for (int i = 0; i < reader.Count; i++)
            {
                Assert.That(SealedView.TryParse(reader[i], out SealedView view), Is.True);
                if (test.Ring.GetToken(user).Equals(view.Token)) opened.Add(((Event)Grain.Read(test.Ring.Open(user, reader[i]).Span)).Content!);
                else Assert.That(test.Ring.TryOpen(user, reader[i], out _, out _), Is.False);
            }
            Assert.That(opened, Is.EquivalentTo(Enumerable.Range(0, 30).Select(i => $"{user} said {i}")));
        }
    }

    [Test]
    public void Merging_takes_each_sealed_grain_once()
    {
        using TestRing test = new();
        GrainBlob[] sealedGrains = Sealed(test.Ring, HeaderPrivacy.Keep);
        using MgFileReader one = MgFileReader.Open(Write(default, sealedGrains[..60])), other = MgFileReader.Open(Write(default, sealedGrains[30..]));
        using MemoryStream merged = new();
        using MgFileWriter writer = MgFileWriter.Create(merged);
        MgMerge merge = new(writer);
        merge.Add(one);
        merge.Add(other);
        merge.Complete();
        using MgFileReader reader = MgFileReader.Open(merged.ToArray());
        Assert.That(Addresses(reader), Is.EquivalentTo(sealedGrains.Select(static grain => grain.Address)));
        Assert.That(reader.Verify(MgCheck.Canonical).IsSound, Is.True);
    }

    [Test]
    public void Splitting_by_user_tells_nothing_and_by_time_what_the_header_says([Values] HeaderPrivacy header)
    {
        using TestRing test = new();
        using TemporaryFolder folder = new();
        using MgFileReader file = MgFileReader.Open(Write(default, Sealed(test.Ring, header)));
        Assert.That(MgSplit.Write(file, folder["users"], new() { By = MgSplitBy.User }).Files, Is.EqualTo(1));
        Assert.That(Directory.GetFiles(folder["users"]).Select(Path.GetFileName), Is.EqualTo(new[] { "_without.mg" }));
        MgSplitResult days = MgSplit.Write(file, folder["days"], new() { By = MgSplitBy.Day });
        Assert.That((days.Files, days.Count), Is.EqualTo(header == HeaderPrivacy.Keep ? (30, 90L) : (1, 90L)));
    }

    [Test]
    public void Filters_see_type_sensitivity_and_time_and_no_user()
    {
        using TestRing test = new();
        using MgFileReader file = MgFileReader.Open(Write(default, Sealed(test.Ring, HeaderPrivacy.Keep)));
        Assert.That(Matches(file, new() { Types = [GrainType.Event] }), Is.EqualTo(90));
        Assert.That(Matches(file, new() { Types = [GrainType.Fact] }), Is.Zero);
        Assert.That(Matches(file, new() { UserId = "anna" }), Is.Zero);
        Assert.That(Matches(file, new() { Namespace = "support" }), Is.Zero);
        Assert.That(Matches(file, new() { From = new(86_400_000L * 10), To = new(86_400_000L * 20) }), Is.EqualTo(30));
        Assert.That(Matches(file, new() { MinSensitivity = Sensitivity.Pii }), Is.EqualTo(30), "tags of bela's grains");
        int byHeader = 0;
        foreach (int _ in file.Where(new() { Namespace = "support" })) byHeader++;
        Assert.That(byHeader, Is.EqualTo(90), "the namespace's hash stays in the header");
    }

    [Test]
    public void Repair_saves_the_sealed_grains_that_are_whole()
    {
        using TestRing test = new();
        GrainBlob[] sealedGrains = Sealed(test.Ring, HeaderPrivacy.Keep);
        byte[] file = Write(default, sealedGrains);
        using (MgFileReader reader = MgFileReader.Open(file)) file[reader.OffsetOf(45) + GrainHeader.Size] = 0xc1;
        using MemoryStream saved = new();
        using MgFileWriter target = MgFileWriter.Create(saved);
        MgRepairReport report = MgRepair.Salvage(file, target);
        target.Complete();
        using MgFileReader repaired = MgFileReader.Open(saved.ToArray());
        HashSet<ContentAddress> whole = [.. sealedGrains.Where((_, i) => i != 45).Select(static grain => grain.Address)];
        Assert.That(whole.IsSubsetOf(Addresses(repaired)), Is.True);
        Assert.That(report.Salvaged, Is.GreaterThanOrEqualTo(89));
    }

    [Test]
    public void A_flipped_bit_of_a_grain_in_a_file_is_found_by_the_checksum_and_when_it_is_opened()
    {
        using TestRing test = new();
        byte[] file = Write(default, Sealed(test.Ring, HeaderPrivacy.Keep));
        long offset;
        using (MgFileReader reader = MgFileReader.Open(file)) offset = reader.OffsetOf(7);
        file[offset + 30] ^= 1; // in the ciphertext
        using MgFileReader changed = MgFileReader.Open(file);
        Assert.That(changed.Verify(MgCheck.Checksum).IsSound, Is.False);
        Assert.That(s_users.Any(user => test.Ring.TryOpen(user, changed[7], out _, out _)), Is.False);
    }

    [Test]
    public async Task Framed_streams_carry_them()
    {
        using TestRing test = new();
        GrainBlob[] sealedGrains = Sealed(test.Ring, HeaderPrivacy.Blank);
        using MemoryStream stream = new();
        await GrainStream.WriteAllAsync(stream, sealedGrains.ToAsyncEnumerable());
        stream.Position = 0;
        List<GrainBlob> read = [];
        await foreach (GrainBlob grain in GrainStream.ReadAllAsync(stream)) read.Add(grain);
        Assert.That(read, Is.EqualTo(sealedGrains));
    }

    /// <summary>Thirty grains for each user, one a day.</summary>
    private static GrainBlob[] Sealed(UserKeyRing ring, HeaderPrivacy header) =>
    [
        .. from day in Enumerable.Range(0, 30)
           from user in s_users
           let grain = new Event
           {
               Content = $"{user} said {day}", CreatedAt = 86_400_000L * day, UserId = user, Namespace = "support",
               StructuralTags = user == "bela" ? ["pii:email"] : null,
           }
           select ring.Seal(user, grain.ToBlob(), new() { Header = header }),
    ];

    private static byte[] Write(MgWriterOptions options, GrainBlob[] grains)
    {
        using MemoryStream stream = new();
        using MgFileWriter writer = MgFileWriter.Create(stream, options);
        foreach (GrainBlob grain in grains) writer.Add(grain);
        writer.Complete();
        return stream.ToArray();
    }

    private static List<ContentAddress> Addresses(MgFileReader file) => [.. Enumerable.Range(0, file.Count).Select(file.GetAddress)];

    private static int Matches(MgFileReader file, GrainFilter filter) => Enumerable.Range(0, file.Count).Count(i => filter.Matches(file, i));
}
