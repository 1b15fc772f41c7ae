using OpenMemory.Compression;
using OpenMemory.Erasure;
using OpenMemory.Signing;
using OpenMemory.Store;

namespace OpenMemory.Documents.Tests;

/// <summary>The examples of docs/vendors.md; the document shows the lines between the marks.</summary>
internal static class VendorsExamples
{
    internal static MgVerifyReport Look(string path, List<string> namespaces)
    {
        // <look>
        using MgFileReader file = MgFileReader.Open(path, new() { Codecs = SystemCodecs.All, NoMapping = true });
        MgVerifyReport report = file.Verify(MgCheck.Canonical);
        foreach (MgFault fault in report.Faults) Console.WriteLine(fault);      // the first thousand; FaultCount counts them all
        if (!report.IsSound) return report;                                     // look no further
        for (int i = 0; i < file.Count; i++)
            namespaces.Add(file.GetView(i).TryGet(Field.Namespace, out FieldValue name) ? name.ToText() : "");
        // </look>
        return report;
    }

    internal static async Task<ImportReport> Import(IGrainStore store, string path, string partner)
    {
        // <import>
        TrustPolicy policy = new(TrustRule.Nothing, new Dictionary<string, TrustRule>
        {
            ["partner:*"] = new() { Signers = [partner] },     // what the partner signed, where the partner may speak
        });
        using MgFileReader file = MgFileReader.Open(path, new() { Codecs = SystemCodecs.All, NoMapping = true });
        ImportReport report = await StoreImport.ImportAsync(store, file, new() { Trust = new(policy) });
        Console.WriteLine($"{report.Added} new, {report.Existing} known, {report.Deleted} deleted here, {report.Untrusted} not trusted, {report.Refused} refused");
        foreach (TransferFault fault in report.Faults) Console.WriteLine(fault);
        foreach (ManifestNotice notice in report.Notices) Console.WriteLine($"{notice.Address}: {notice.Message}");
        // </import>
        return report;
    }

    internal static List<ManifestNotice> Claims(MgFileReader file)
    {
        List<ManifestNotice> refused = [];
        // <claims>
        GrainBlob? Find(ContentAddress address) => file.TryFind(address, out int index) ? file.GetBlob(index) : null;
        foreach (ManifestImportEntry entry in ManifestImport.Check(file.Manifest ?? IndexManifest.Empty, Find))
        {
            if (entry.Applied.SupersededBy is { } successor) Console.WriteLine($"{entry.Address} is superseded by {successor}");
            refused.AddRange(entry.Notices);
        }
        // </claims>
        return refused;
    }

    internal static MgRepairReport Repair(string damaged, string repaired)
    {
        // <repair>
        using MgFileWriter writer = MgFileWriter.Create(repaired);
        MgRepairReport report = MgRepair.Salvage(damaged, writer, new() { Codecs = SystemCodecs.All });
        if (report.Salvaged > 0) writer.Complete();
        foreach (MgLostRange lost in report.Lost) Console.WriteLine(lost);      // where, how many bytes, and why
        // </repair>
        return report;
    }

    internal static MgWriteResult Export(IEnumerable<GrainBlob> grains, UserKeyRing ring, string path)
    {
        // <export>
        using MgFileWriter writer = MgFileWriter.Create(path, new() { Sorted = true, Volumes = true });
        foreach (GrainBlob grain in grains)
        {
            bool isPersonal = grain.View().TryGet(Field.UserId, out FieldValue user);
            writer.Add(isPersonal ? ring.Seal(user.ToText(), grain) : grain);
        }
        MgWriteResult written = writer.Complete();
        // </export>
        return written;
    }
}
