using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace OpenMemory.Signing;

/// <summary>
/// What a DID document says of the keys that may sign: <c>verificationMethod</c> and <c>assertionMethod</c>. The rest of a document is not
/// looked at, but must be JSON without repeated names.
/// </summary>
internal sealed class DidDocument
{
    internal const string Rule = "OMS-9.3-1";

    /// <summary>How many keys a <c>kid</c> without a fragment may stand for.</summary>
    internal const int MaxKeys = 16;

    private const int MaxMethods = 64, MaxDepth = 16;

    private readonly string _did;
    private readonly Dictionary<string, DidDocumentKey> _methods = new(StringComparer.Ordinal);
    private readonly List<string> _assertions = []; // ids, in the document's order

    private DidDocument(string did) => _did = did;

    /// <summary>Reads a document.</summary>
    /// <param name="bytes">JSON in UTF-8.</param>
    /// <param name="did">The DID whose document it must be.</param>
    /// <param name="document">The document, or null.</param>
    /// <param name="fault">Why there is none.</param>
    internal static bool TryRead(ReadOnlyMemory<byte> bytes, string did, [NotNullWhen(true)] out DidDocument? document, out OmsFault fault)
    {
        document = null;
        try
        {
            using JsonDocument json = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
            DidDocument made = new(did);
            fault = made.Read(json.RootElement);
            if (!fault.IsFault) document = made;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException) // the latter for lone surrogates
        {
            fault = Fault(OmsErrorCode.Corrupt, "The DID document is not JSON, nests more than 16 deep, or repeats a name");
        }
        return document is not null;
    }

    /// <summary>The key that a fragment names, or without one all that may sign.</summary>
    /// <param name="fragment">What follows the number sign, or null.</param>
    /// <param name="isAbsent">Whether the document has no such key, so that a newer document may have it.</param>
    internal KeyResolution Find(string? fragment, out bool isAbsent)
    {
        isAbsent = false;
        if (fragment is null) return FindAll();
        string id = $"{_did}#{fragment}";
        isAbsent = !_methods.TryGetValue(id, out DidDocumentKey? method);
        if (method is null) return Unresolvable(Fault(OmsErrorCode.Integrity, "The DID document has no key of this name"));
        if (!_assertions.Contains(id)) return Unresolvable(Fault(OmsErrorCode.Integrity, "The DID document does not let this key make assertions"));
        return method.Key is null ? Unresolvable(method.Fault) : KeyResolution.Found(_did, method.Key);
    }

    private KeyResolution FindAll()
    {
        if (_assertions.Count == 0) return Unresolvable(Fault(OmsErrorCode.Integrity, "The DID document lets no key make assertions"));
        DidDocumentKey[] methods = [.. _assertions.Select(id => _methods.GetValueOrDefault(id)).OfType<DidDocumentKey>()];
        VerificationKey[] keys = [.. methods.Select(static method => method.Key).OfType<VerificationKey>().Distinct().Take(MaxKeys)];
        if (keys.Length > 0) return KeyResolution.Found(_did, keys);
        return Unresolvable(methods.Length > 0 ? methods[0].Fault : Fault(OmsErrorCode.Integrity, "The keys that may make assertions are not in the DID document"));
    }

    private KeyResolution Unresolvable(OmsFault fault) => KeyResolution.Unresolvable(_did, fault);

    private OmsFault Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) return Fault(OmsErrorCode.Corrupt, "The DID document is not an object");
        if (Text(root, "id") is not { } id) return Fault(OmsErrorCode.Corrupt, "The DID document has no id", "id");
        if (id != _did) return Fault(OmsErrorCode.Integrity, "The document is another DID's", "id");
        if (root.TryGetProperty("verificationMethod", out JsonElement methods))
        {
            if (methods.ValueKind != JsonValueKind.Array) return Fault(OmsErrorCode.Corrupt, "It is not an array", "verificationMethod");
            foreach (JsonElement method in methods.EnumerateArray())
            {
                OmsFault fault = Add(method, "verificationMethod", out _);
                if (fault.IsFault) return fault;
            }
        }
        return root.TryGetProperty("assertionMethod", out JsonElement assertions) ? ReadAssertions(assertions) : default;
    }

    private OmsFault ReadAssertions(JsonElement assertions)
    {
        const string field = "assertionMethod";
        if (assertions.ValueKind != JsonValueKind.Array) return Fault(OmsErrorCode.Corrupt, "It is not an array", field);
        if (assertions.GetArrayLength() > MaxMethods) return Fault(OmsErrorCode.Corrupt, "The DID document has more than 64 keys", field);
        foreach (JsonElement assertion in assertions.EnumerateArray())
        {
            string? id = assertion.ValueKind == JsonValueKind.String ? Absolute(assertion.GetString()!) : null;
            OmsFault fault = id is null ? Add(assertion, field, out id) : default;
            if (fault.IsFault) return fault;
            _assertions.Add(id!);
        }
        return default;
    }

    private OmsFault Add(JsonElement method, string field, out string? id)
    {
        id = null;
        if (method.ValueKind != JsonValueKind.Object || Text(method, "id") is not { } text)
            return Fault(OmsErrorCode.Corrupt, "A verification method of the DID document has no id", field);
        id = Absolute(text);
        if (_methods.Count >= MaxMethods) return Fault(OmsErrorCode.Corrupt, "The DID document has more than 64 keys", field);
        OmsFault fault = default;
        VerificationKey? key = null;
        if (!id.StartsWith(_did + "#", StringComparison.Ordinal) || Text(method, "controller") != _did)
            fault = Fault(OmsErrorCode.Integrity, "The key is under another DID's control", "controller");
        else MethodKey.TryRead(method, out key, out fault);
        return _methods.TryAdd(id, new(id, key, fault)) ? default : Fault(OmsErrorCode.Corrupt, "The DID document has two keys of one name", field);
    }

    /// <summary>An id as a whole: a bare fragment belongs to the document's DID.</summary>
    private string Absolute(string id) => id.StartsWith('#') ? _did + id : id;

    internal static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    internal static OmsFault Fault(OmsErrorCode code, string message, string? field = null) => new(code, Rule, message, Field: field);
}
