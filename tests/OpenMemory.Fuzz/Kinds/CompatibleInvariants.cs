using System.Text;

namespace OpenMemory.Fuzzing;

/// <summary>
/// What holds for every blob in the Compatible mode: refused with a proper fault, or kept byte for byte under its own
/// address, with every deviation listed; what follows from it, JSON, a changed copy, a successor, is what canonical readers want.
/// </summary>
internal static class CompatibleInvariants
{
    private const int MostListed = 1000;

    /// <summary>Checks one blob.</summary>
    /// <returns>The code it was refused with; <see cref="OmsErrorCode.None"/> when it was accepted.</returns>
    /// <exception cref="FindingException">Something does not hold.</exception>
    internal static OmsErrorCode Check(in FuzzCase input)
    {
        byte[] blob = input.Bytes;
        GrainReadOptions options = input.Options with { Mode = ReadingMode.Compatible };
        bool isCanonical = GrainView.TryParse(blob, out GrainView strict, out _, input.Options);
        bool isRead = GrainView.TryParse(blob, out GrainView view, out OmsFault fault, options);
        FindingException.Unless(fault.IsFault != isRead, "a fault and acceptance at once, or neither");
        FindingException.Unless(isRead || !isCanonical, "the Compatible mode refuses what the Canonical mode reads");
        input.Expected.Check(fault.Code);
        if (!isRead)
        {
            BlobInvariants.CheckFault(fault, blob.Length);
            return fault.Code;
        }
        GrainProbe.Walk(view.GetEnumerator());
        if (view.IsSealed) return fault.Code; // opaque by design

        ReceivedGrain received = ReceivedGrain.Read(blob, options);
        CheckKept(blob, received);
        CheckDeviations(blob, received, isCanonical);
        if (received.DeviationCount == 0) CheckAlike(strict, received.Grain);
        CheckCopy(received.Grain);
        CheckUpgrade(received);
        return fault.Code;
    }

    private static void CheckKept(byte[] blob, ReceivedGrain received)
    {
        FindingException.Unless(received.Blob.Span.SequenceEqual(blob), "the bytes are not kept");
        FindingException.Unless(received.Blob.Address == ContentAddress.Compute(blob), "another address");
        FindingException.Unless(ReferenceEquals(received.Grain.ToBlob(), received.Blob), "an unchanged grain is written anew");
        GrainProbe.ReadAll(received.Grain);
        GrainJson.ParseMap(Encoding.UTF8.GetBytes(GrainJson.ToJson(received.Grain)));
    }

    private static void CheckDeviations(byte[] blob, ReceivedGrain received, bool isCanonical)
    {
        FindingException.Unless(isCanonical || received.DeviationCount > 0, "what the Canonical mode refuses is not listed");
        FindingException.Unless(received.Blob.IsCanonical || received.DeviationCount > 0, "not canonical, and nothing is listed");
        FindingException.Unless(received.Deviations.Count == Math.Min(received.DeviationCount, MostListed), "the list and its count differ");
        foreach (Deviation deviation in received.Deviations)
        {
            BlobInvariants.CheckFault(deviation.Fault, blob.Length - 1);
            FindingException.Unless(deviation.Fault.Offset > 0, $"a deviation in the version byte, {deviation}");
        }
    }

    /// <summary>What deviates nowhere, both modes read alike.</summary>
    private static void CheckAlike(GrainView strict, Grain grain)
    {
        OmsMap fields = new(strict.ToGrain().ToFields());
        if (grain.TypeName is { } name) fields = new(fields) { ["type"] = name };
        FindingException.Unless(fields.Equals(new OmsMap(grain.ToFields())), "the modes read other fields");
    }

    /// <summary>A changed copy is refused, or written as every canonical reader wants it.</summary>
    private static void CheckCopy(Grain grain)
    {
        if (!grain.Type.HasSchema() && !grain.Type.IsApplicationType()) return;
        GrainBlob copy;
        try
        {
            copy = (grain with { IsSigned = false, Encoding = PayloadEncoding.MessagePack }).ToBlob();
        }
        catch (OmsException)
        {
            return;
        }
        if (!GrainView.TryParse(copy.Span, out _, out OmsFault fault)) throw new FindingException($"a copy that nobody reads: {fault}");
    }

    /// <summary>A successor is canonical, points back, and needs no other (OMS-L-9).</summary>
    private static void CheckUpgrade(ReceivedGrain received)
    {
        GrainUpgrade upgrade = GrainUpgrade.Of(received);
        FindingException.Unless((upgrade.Outcome == UpgradeOutcome.Upgraded) == upgrade.Successor is not null, "an outcome and no successor, or the reverse");
        FindingException.Unless((upgrade.Outcome == UpgradeOutcome.Current) == (upgrade.Changes.Count == 0), "an outcome and no changes, or the reverse");
        FindingException.Unless(upgrade.Fault.IsFault == (upgrade.Outcome is UpgradeOutcome.Protected or UpgradeOutcome.Undecided), "a fault beside a successor, or no reason for none");
        FindingException.Unless(upgrade.Successor is null || received.Grain.Type.HasSchema(), "a grain that is not ours to interpret is written anew");
        if (upgrade.Successor is not { } successor) return;
        bool isSigned = (successor.Header.Flags & GrainFlags.Signed) != 0;
        if (!GrainView.TryParse(successor.Span, out GrainView view, out OmsFault fault, new() { InsideEnvelope = isSigned })) throw new FindingException($"a successor that nobody reads: {fault}");
        Grain grain = view.ToGrain();
        OmsValue parents = grain.GetValue("derived_from");
        FindingException.Unless(parents == OmsValue.FromTexts([received.Blob.Address.ToString()]), "the successor does not point back");
        ReceivedGrain again = ReceivedGrain.Read(successor.Span, new() { InsideEnvelope = isSigned });
        FindingException.Unless(GrainUpgrade.Of(again).Outcome == UpgradeOutcome.Current, "the successor needs a successor");
    }
}
