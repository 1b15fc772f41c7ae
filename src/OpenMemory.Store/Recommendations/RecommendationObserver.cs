namespace OpenMemory.Store;

/// <summary>What class of principal makes a transition: <c>observer_type</c> of the audit Observation (OMS-8.12.1-2). Nothing else admits an automatic application.</summary>
public enum RecommendationObserver : byte
{
    /// <summary><c>human</c>: a person.</summary>
    Human,

    /// <summary><c>rec:agent</c>: an agent.</summary>
    Agent,

    /// <summary><c>rec:policy</c>: the policy that the host configured for the namespace. It alone applies what nobody reviewed.</summary>
    Policy,

    /// <summary><c>rec:system</c>: the host itself.</summary>
    System,
}
