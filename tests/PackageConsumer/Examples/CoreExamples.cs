using OpenMemory;

namespace PackageConsumer.Examples;

/// <summary>The example of the readme of OpenMemory.Core.</summary>
internal static class CoreExamples
{
    /// <summary>Runs the example in a folder, which is the current one, and checks what it made.</summary>
    internal static bool Run(string folder)
    {
        ContentAddress address = Write();
        using MgFileReader file = MgFileReader.Open(Path.Combine(folder, "case.mg"));
        return file.Verify(MgCheck.Canonical).IsSound && file.TryFind(address, out int index) && file.GetBlob(index).ToGrain().Object == "yearly";
    }

    private static ContentAddress Write()
    {
        // <core>
        Fact cycle = new() { Subject = "customer-456", Relation = "billing_cycle", Object = "yearly", Confidence = 1, CreatedAt = DateTimeOffset.UtcNow };
        GrainBlob blob = cycle.ToBlob();                               // checked, canonical, with its address

        if (GrainView.TryParse(blob.Span, out GrainView view, out OmsFault fault) && view.TryGet(Field.Object, out FieldValue value))
            Console.WriteLine($"{blob.Address}: {value.ToText()}");    // a view reads in place and allocates nothing
        else
            Console.WriteLine(fault);                                  // the rule that a stranger's bytes break, and where

        using MgFileWriter writer = MgFileWriter.Create("case.mg", new() { Sorted = true });
        writer.Add(blob);
        writer.Complete();
        // </core>
        return blob.Address;
    }
}
