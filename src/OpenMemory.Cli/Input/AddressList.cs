namespace OpenMemory.Cli.Input;

/// <summary>A list of content addresses: one in a line; blank lines are passed over.</summary>
internal static class AddressList
{
    /// <exception cref="UsageException">The file cannot be opened, or is empty.</exception>
    /// <exception cref="BadDataException">A line is no address.</exception>
    internal static HashSet<ContentAddress> Read(string path, CommandContext context)
    {
        using InputReader input = InputReader.Open(path, context);
        if (input.Format != InputFormat.Hex) throw new UsageException($"this is not a list of addresses: {path}");
        HashSet<ContentAddress> addresses = [];
        foreach (ReadOnlyMemory<byte> line in input.ReadRecords())
        {
            if (!ContentAddress.TryParse(line.Span, out ContentAddress address))
                throw new BadDataException(new OmsFault(OmsErrorCode.HashFormat, "OMS-5-2", "The line is not a content address"), input.Place);
            addresses.Add(address);
        }
        return addresses;
    }
}
