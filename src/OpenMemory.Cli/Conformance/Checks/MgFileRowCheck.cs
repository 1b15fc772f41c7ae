using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace OpenMemory.Cli.Conformance.Checks;

/// <summary>A <c>.mg</c> file and its grains: read it, and where the row asks for it write exactly the same file.</summary>
internal static class MgFileRowCheck
{
    internal static RowOutcome Run(VectorRow row)
    {
        byte[] file = row.Hex("file_hex");
        byte[][] grains = [.. row["grains"].EnumerateArray().Select(static grain => VectorRow.ParseHex(grain.GetString()!, "grains"))];
        string? need = Capabilities.NeededByFile(file) ?? grains.Select(static grain => Capabilities.NeededBy(grain)).FirstOrDefault(static reason => reason is not null);
        try
        {
            return Read(row, file, grains) ?? Write(row, file, grains) ?? RowOutcome.Pass;
        }
        catch (OmsException exception) when (exception.Code == OmsErrorCode.NotSupported && need is not null)
        {
            return RowOutcome.Skip(need);
        }
    }

    private static RowOutcome? Read(VectorRow row, byte[] file, byte[][] grains)
    {
        string[] addresses = [.. row["addresses"].EnumerateArray().Select(static address => address.GetString()!)];
        Dictionary<string, byte[]> byAddress = [];
        foreach (byte[] grain in grains) byAddress[ContentAddress.Compute(grain).ToString()] = grain;

        using MgFileReader reader = MgFileReader.Open(file);
        if (reader.Count != addresses.Length) return RowOutcome.Fail("read: number of grains", Text(addresses.Length), Text(reader.Count));
        for (int index = 0; index < addresses.Length; index++)
        {
            string address = reader.GetAddress(index).ToString();
            if (address != addresses[index]) return RowOutcome.Fail($"read: address of grain {Text(index)}", addresses[index], address);
            if (BytesDifference.Find(byAddress[address], reader[index]) is { } difference)
                return RowOutcome.Fail($"read: grain {Text(index)}", difference.Expected, difference.Actual);
            if (!reader.TryFind(reader.GetAddress(index), out int found) || addresses[found] != address)
                return RowOutcome.Fail("find by address", address, "not found");
        }
        byte flags = row["flags_byte"].GetByte();
        if (flags != (byte)reader.Header.Flags) return RowOutcome.Fail("read: flags", Text(flags), Text((int)reader.Header.Flags));
        reader.Verify(MgCheck.Canonical).ThrowIfFaulty();
        return null;
    }

    private static RowOutcome? Write(VectorRow row, byte[] file, byte[][] grains)
    {
        if (row.Text("compare") != "bytes") return null;
        JsonElement options = row["options"];
        DirectoryInfo folder = Directory.CreateTempSubdirectory("openmemory-");
        try
        {
            string path = Path.Combine(folder.FullName, "written.mg");
            using (MgFileWriter writer = MgFileWriter.Create(path, new MgWriterOptions
            {
                Sorted = options.GetProperty("sorted").GetBoolean(),
                KeepDuplicates = !options.GetProperty("deduplicated").GetBoolean(),
            }))
            {
                foreach (byte[] grain in grains) writer.Add(grain);
                writer.Complete();
            }
            byte[] written = File.ReadAllBytes(path);
            if (BytesDifference.Find(file, written) is { } difference) return RowOutcome.Fail("write", difference.Expected, difference.Actual);
            string sha = Convert.ToHexStringLower(SHA256.HashData(written)), expected = row.Text("file_sha256");
            return sha == expected ? null : RowOutcome.Fail("file_sha256", expected, sha);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
