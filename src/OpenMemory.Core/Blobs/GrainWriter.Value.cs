namespace OpenMemory;

public ref partial struct GrainWriter
{
    /// <summary>
    /// Looks at one field's value as a grain of a type would hold it: canonical MessagePack, with nested keys compacted. What disclosure
    /// hashes where it is given a value instead of a grain.
    /// </summary>
    /// <param name="type">The grain's type.</param>
    /// <param name="name">The field's full name.</param>
    /// <param name="value">The value with full names inside; not null.</param>
    /// <param name="isIntegration">Whether the grain is tagged <c>profile:integration</c>, which decides the keys of <c>context</c> (R-28).</param>
    /// <param name="restore">Whether numbers keep their kind, as in a grain that exists already.</param>
    /// <param name="use">Is given the bytes, which are gone afterwards.</param>
    internal static T WithValue<T>(GrainType type, string name, in OmsValue value, bool isIntegration, bool restore, Func<ReadOnlySpan<byte>, T> use)
    {
        GrainWriter writer = new(type, new GrainWriteOptions { Restore = restore || !type.HasSchema(), Limits = CodecLimits.Trusted }, writesType: false);
        try
        {
            writer._isIntegration = isIntegration;
            if (type.HasSchema()) writer.WriteNamed(name, value);
            else writer.WriteVerbatim(name, value);
            writer.WriteDeferred();
            writer._writer.EndMap();
            MapEntry entry = writer._writer.RootEntries[0];
            return use(writer._writer.Written[entry.ValueStart..]);
        }
        finally
        {
            writer.Dispose();
        }
    }
}
