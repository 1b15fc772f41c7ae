using System.Diagnostics.CodeAnalysis;

namespace OpenMemory.Disclosure;

/// <summary>Disclosed grains beside their originals (§10.4): a disclosed grain never stands for a grain of its own.</summary>
public static class DisclosedGrain
{
    /// <summary>Reads which grain a disclosed one was made of.</summary>
    /// <param name="grain">Any grain.</param>
    /// <param name="original">The address in <c>_disclosure_of</c>, or the default value.</param>
    /// <returns>Whether the grain names an original; false also where it names none although it hides fields.</returns>
    public static bool TryGetOriginal(GrainBlob grain, out ContentAddress original)
    {
        ArgumentNullException.ThrowIfNull(grain);
        original = default;
        return grain.View().TryGet(DisclosedBytes.OriginalKey, out FieldValue text) && Readable.TryReadReference(text, out original);
    }

    /// <summary>Answers with the original where it is at hand (OMS-10.4-3).</summary>
    /// <param name="grain">Any grain.</param>
    /// <param name="find">Looks up a grain by its address; null where it is not there.</param>
    /// <returns>The original of a disclosed grain; the grain itself where it is no disclosed one, or its original is not there.</returns>
    /// <exception cref="OmsException">
    /// <c>ERR_INTEGRITY</c>: the original is there, and contradicts the disclosed grain; or what was found has another address.
    /// </exception>
    public static GrainBlob Resolve(GrainBlob grain, Func<ContentAddress, GrainBlob?> find)
    {
        ArgumentNullException.ThrowIfNull(find);
        if (!TryGetOriginal(grain, out ContentAddress address) || find(address) is not { } original) return grain;
        DisclosureReport report = DisclosureCheck.AgainstOriginal(grain, original);
        if (!report.IsConsistent) ThrowContradiction(report);
        return original;
    }

    [DoesNotReturn]
    private static void ThrowContradiction(DisclosureReport report)
    {
        if (report.Faults.Count > 0) throw new OmsException(report.Faults[0]);
        throw new OmsException(report.Fields.First(static known => known.Status == FieldDisclosure.Contradicted).Fault);
    }
}
