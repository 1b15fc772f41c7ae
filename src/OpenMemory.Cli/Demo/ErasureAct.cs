using OpenMemory.Cli.Commands;
using OpenMemory.Erasure;

namespace OpenMemory.Cli.Demo;

/// <summary>The end of the case: its grains are sealed for an export, and then the customer's key is destroyed.</summary>
internal sealed class ErasureAct
{
    internal const string FileName = "support-case-sealed.mg", CopyName = "support-case-sealed-copy.mg";

    private const string Customer = CaseMemory.Customer, OtherCustomer = "customer-3071";

    /// <summary>How many grains are the customer's.</summary>
    internal int Grains { get; private init; }

    /// <summary>How many of them opened, with the addresses that they had, before the key was destroyed.</summary>
    internal int OpenedBefore { get; private init; }

    internal required ErasureReceipt Receipt { get; init; }

    /// <summary>How many opened afterwards, in the file and in a copy made before.</summary>
    internal int OpenedAfter { get; private init; }

    internal int OpenedInCopy { get; private init; }

    /// <summary>How many grains of another customer opened afterwards, of one.</summary>
    internal int OpenedOfOther { get; private init; }

    /// <summary>Whether everything opened, and then nothing but what is somebody else's.</summary>
    internal bool IsComplete => OpenedBefore == Grains && OpenedAfter == 0 && OpenedInCopy == 0 && OpenedOfOther == 1;

    /// <summary>Plays it; the keys live in memory and end with it.</summary>
    internal static ErasureAct Play(string folder, IReadOnlyList<DemoStep> steps, StoryClock clock, CommandContext context)
    {
        using MasterKeySet masterKeys = MasterKeySet.Generate();
        using InMemoryUserSaltStore salts = new(clock);
        using UserKeyRing ring = new(masterKeys, salts, new() { Clock = clock });
        string path = Path.Combine(folder, FileName), copy = Path.Combine(folder, CopyName);
        Write(path, steps, ring, context);
        File.Copy(path, copy, overwrite: true);

        HashSet<ContentAddress> before = [.. Open(path, Customer, ring)];
        DemoStep[] theirs = [.. steps.Where(static step => step.Grain.UserId == Customer)];
        return new ErasureAct
        {
            Grains = theirs.Length,
            OpenedBefore = theirs.Count(step => before.Contains(step.Blob.Address)),
            Receipt = ring.Destroy(Customer),
            OpenedAfter = Open(path, Customer, ring).Count,
            OpenedInCopy = Open(copy, Customer, ring).Count,
            OpenedOfOther = Open(path, OtherCustomer, ring).Count,
        };
    }

    /// <summary>Writes the case and a grain of another customer, each sealed for whom it is about; a grain about nobody stays as it is.</summary>
    private static void Write(string path, IReadOnlyList<DemoStep> steps, UserKeyRing ring, CommandContext context)
    {
        Fact other = new() { Subject = OtherCustomer, Relation = "prefers_channel", Object = "telephone", Confidence = 0.9, CreatedAt = 1773050400000, UserId = OtherCustomer };
        SealOptions options = new() { Header = HeaderPrivacy.Blank };
        using MgFileWriter file = OutputFile.CreateMg(path, default);
        foreach (Grain grain in steps.Select(static step => step.Grain).Append(other))
            file.Add(grain.UserId is { } userId ? ring.Seal(userId, grain.ToBlob(), options) : grain.ToBlob());
        OutputFile.Complete(file, path, context);
        using MgFileReader reader = MgFileReader.Open(path);
        reader.Verify(MgCheck.Canonical).ThrowIfFaulty();
    }

    /// <summary>The addresses of the grains that open for a user.</summary>
    private static List<ContentAddress> Open(string path, string userId, UserKeyRing ring)
    {
        List<ContentAddress> opened = [];
        using MgFileReader reader = MgFileReader.Open(path);
        foreach (MgGrain grain in reader)
        {
            if (ring.TryOpen(userId, grain.Bytes, out GrainBlob? blob, out _)) opened.Add(blob.Address);
        }
        return opened;
    }
}
