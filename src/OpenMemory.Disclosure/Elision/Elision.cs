namespace OpenMemory.Disclosure;

/// <summary>
/// Makes disclosed grains: chosen fields are replaced by the hashes of their values in <c>_elided</c>, and <c>_disclosure_of</c> names the
/// original (§10). The kept fields are copied byte by byte, in MessagePack and in CBOR.
/// </summary>
public static class Elision
{
    /// <summary>Makes a disclosed grain.</summary>
    /// <param name="original">The original, or a disclosed grain of which more is to be hidden: the new one names the same original.</param>
    /// <param name="fields">Full names of the fields to hide. Fields that the grain does not have are nothing to hide.</param>
    /// <param name="options">How it is made; strict by default.</param>
    /// <returns>The disclosed grain, which has an address of its own (OMS-10.3-1).</returns>
    /// <exception cref="OmsException">
    /// A field must not be hidden, or is not listed and <see cref="ElisionOptions.AllowUnlisted"/> is not set: the fault names field and
    /// rule. A name is no field of the specification and none of the grain. Nothing is left to hide. The grain is sealed, compressed or not
    /// canonical.
    /// </exception>
    public static GrainBlob Elide(GrainBlob original, IEnumerable<string> fields, ElisionOptions options = default) => throw new NotImplementedException();

    /// <summary>Makes a disclosed grain.</summary>
    /// <param name="original">The original.</param>
    /// <param name="fields">The fields to hide. Fields that the grain does not have are nothing to hide.</param>
    /// <returns>The disclosed grain, which has an address of its own (OMS-10.3-1).</returns>
    /// <exception cref="OmsException">As for the other overload.</exception>
    public static GrainBlob Elide(GrainBlob original, params ReadOnlySpan<Field> fields) => throw new NotImplementedException();
}
