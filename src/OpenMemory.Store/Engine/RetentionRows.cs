namespace OpenMemory.Store;

/// <summary>Reads the <c>retention:</c> rows of the metadata table as rules .</summary>
internal static class RetentionRows
{
    /// <summary>The rules, by the keys of the rows. A row that cannot be loaded stays, is skipped and told (OMS-28.4.1-7).</summary>
    internal static List<RetentionRule> Read(IStoreReader reader, RetentionRowUse use, List<string> warnings)
    {
        List<RetentionRule> rules = [];
        if (use == RetentionRowUse.Ignored) return rules;
        foreach ((string key, string value) in reader.ScanMetadata(MetadataPrefix.Retention))
        {
            try
            {
                rules.Add(RetentionJson.ReadRow(key, key[MetadataPrefix.Retention.Length..], value, use == RetentionRowUse.Removal));
            }
            catch (OmsException exception)
            {
                warnings.Add($"The row {key} was skipped: {exception.Fault.Message}");
            }
        }
        return rules;
    }
}
