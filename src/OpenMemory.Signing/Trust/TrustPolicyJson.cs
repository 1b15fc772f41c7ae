using System.Text.Json;

namespace OpenMemory.Signing;

/// <summary>Reads policies from JSON, strictly: a member that is misspelt would otherwise leave a door open.</summary>
internal static class TrustPolicyJson
{
    private const string Rule = "OMS-9.3-2";

    private static readonly JsonDocumentOptions s_options = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    internal static TrustPolicy Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, s_options);
            return Policy(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new OmsException(new(OmsErrorCode.Corrupt, Rule, "The policy is not JSON, or a member stands twice"), exception);
        }
        catch (InvalidOperationException exception)
        {
            throw new OmsException(new(OmsErrorCode.Corrupt, Rule, "A text of the policy is not valid Unicode"), exception);
        }
        catch (ArgumentException exception)
        {
            throw new OmsException(new(OmsErrorCode.Schema, Rule, "The policy names a signer that is no DID, or a namespace that is none or stands twice"), exception);
        }
    }

    private static TrustPolicy Policy(JsonElement root)
    {
        TrustRule? fallback = null;
        List<KeyValuePair<string, TrustRule>> namespaces = [];
        foreach (JsonProperty member in Members(root, "The policy"))
        {
            switch (member.Name)
            {
                case "default":
                    fallback = RuleOf(member.Value);
                    break;
                case "namespaces":
                    foreach (JsonProperty own in Members(member.Value, "'namespaces'")) namespaces.Add(new(own.Name, RuleOf(own.Value)));
                    break;
                default:
                    throw Refused("The policy has a member that is not known");
            }
        }
        return new(fallback ?? throw Refused("The policy has no 'default' rule"), namespaces);
    }

    private static TrustRule RuleOf(JsonElement rule)
    {
        IReadOnlyCollection<string>? signers = null;
        IReadOnlyCollection<SignatureAlgorithm>? algorithms = null;
        bool allowsUnsigned = false, mustBeAuthor = false, refusesAll = false;
        foreach (JsonProperty member in Members(rule, "A rule"))
        {
            switch (member.Name)
            {
                case "signers":
                    signers = Texts(member);
                    break;
                case "algorithms":
                    algorithms = [.. Texts(member).Select(Algorithm)];
                    break;
                case "unsigned":
                    allowsUnsigned = Flag(member);
                    break;
                case "author":
                    mustBeAuthor = Flag(member);
                    break;
                case "refuse":
                    refusesAll = Flag(member);
                    break;
                default:
                    throw Refused("A rule has a member that is not known");
            }
        }
        return new() { Signers = signers, Algorithms = algorithms, AllowUnsigned = allowsUnsigned, SignerMustBeAuthor = mustBeAuthor, RefuseAll = refusesAll };
    }

    private static JsonElement.ObjectEnumerator Members(JsonElement element, string what) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : throw Refused($"{what} is not an object");

    private static string[] Texts(JsonProperty member)
    {
        if (member.Value.ValueKind != JsonValueKind.Array) throw Refused($"'{member.Name}' is not an array");
        return [.. member.Value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Refused($"'{member.Name}' holds something that is not a text"))];
    }

    private static bool Flag(JsonProperty member) => member.Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Refused($"'{member.Name}' is neither true nor false"),
    };

    private static SignatureAlgorithm Algorithm(string name) => name switch
    {
        "EdDSA" or "Ed25519" => SignatureAlgorithm.EdDsa,
        "ES256" => SignatureAlgorithm.Es256,
        _ => throw Refused("'algorithms' names one that is not known"),
    };

    private static OmsException Refused(string message) => new(new(OmsErrorCode.Schema, Rule, message));
}
