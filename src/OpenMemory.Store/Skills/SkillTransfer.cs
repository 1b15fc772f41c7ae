namespace OpenMemory.Store;

/// <summary>Hands a skill from one agent to another (§28.8): collected whole here, acquired there as the receiver's own.</summary>
public static class SkillTransfer
{
    private const string Rule = "OMS-28.8-1";

    /// <summary>Collects a Skill with every Workflow of its strategies. Skills it depends on are transferred for themselves.</summary>
    /// <param name="store">The store of the agent that has the skill.</param>
    /// <param name="skill">The Skill, whose <c>transferable</c> must be true.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The grains, ready for an export; null where the store does not hold the Skill.</returns>
    /// <exception cref="OmsException"><c>ERR_SCHEMA</c>: it is no Skill, is not transferable, or one of its Workflows is not here.</exception>
    public static async ValueTask<SkillPackage?> CollectAsync(IGrainStore store, ContentAddress skill, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (await store.GetAsync(skill, cancellationToken).ConfigureAwait(false) is not { } stored) return null;
        IReadOnlyList<ContentAddress> addresses = SkillReading.WorkflowsOf(SkillReading.RequireTransferable(stored.Blob));
        List<GrainBlob> workflows = [];
        foreach (StoredGrain? workflow in await store.GetBatchAsync(addresses, cancellationToken).ConfigureAwait(false))
        {
            if (workflow is null || !SkillReading.IsWorkflow(workflow.Blob)) Missing();
            else workflows.Add(workflow.Blob);
        }
        return new(stored.Blob, workflows);
    }

    /// <summary>
    /// Acquires a skill: takes in the grains as they came, and writes a Skill of one's own that derives from the source, with what the
    /// source defines and nothing that its holder learned (OMS-8.11-6). Policy, owner, user and session of the source are not taken over.
    /// </summary>
    /// <param name="store">The store of the agent that acquires it.</param>
    /// <param name="package">The Skill with its Workflows, of which those that the store has may be left out.</param>
    /// <param name="acquisition">Who acquires it.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Done, with the address of the own Skill; or what the first grain that was not taken in came to.</returns>
    /// <exception cref="OmsException"><c>ERR_SCHEMA</c>: the source is no transferable Skill, lacks a Workflow, or does not say whose it is.</exception>
    public static async ValueTask<WriteResult> AcquireAsync(
        IGrainStore store, SkillPackage package, SkillAcquisition acquisition, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(acquisition);
        ArgumentException.ThrowIfNullOrEmpty(acquisition.HolderDid);
        Skill source = SkillReading.RequireTransferable(package.Skill);
        string origin = source.OriginDid ?? source.HolderDid ?? source.AuthorDid
            ?? Throw.Fault<string>(OmsErrorCode.Schema, "OMS-8.11-6", "The Skill does not say which agent it is from", -1, "holder_did");
        foreach (ContentAddress address in SkillReading.WorkflowsOf(source))
        {
            GrainBlob? workflow = package.Workflows.FirstOrDefault(blob => blob.Address == address) ?? (await store.GetAsync(address, cancellationToken).ConfigureAwait(false))?.Blob;
            if (workflow is null || !SkillReading.IsWorkflow(workflow)) Missing();
        }
        ReceivedBytes[] received = [.. package.Grains.Select(static grain => new ReceivedBytes(grain.Delivered, new() { Mode = grain.IsCanonical ? ReadingMode.Canonical : ReadingMode.Compatible }))];
        foreach (WriteResult result in await store.ReceiveAsync(received, cancellationToken).ConfigureAwait(false))
        {
            if (!result.IsSuccess) return result;
        }
        Skill own = new()
        {
            Name = source.Name, Description = source.Description, Instructions = source.Instructions, WhenToUse = source.WhenToUse, Version = source.Version,
            AllowedTools = source.AllowedTools, Resources = source.Resources, Dependencies = source.Dependencies, InputModalities = source.InputModalities,
            OutputModalities = source.OutputModalities, Domain = source.Domain, Strategies = source.Strategies, Transferable = true,
            ContentRefs = source.ContentRefs, RelatedTo = source.RelatedTo, License = source.License, StructuralTags = source.StructuralTags,
            Sensitivity = source.Sensitivity, DerivedFrom = [package.Skill.Address], OriginDid = origin, HolderDid = acquisition.HolderDid,
            AuthorDid = acquisition.AuthorDid ?? acquisition.HolderDid, Namespace = acquisition.Namespace, Proficiency = 0, Confidence = 0, PracticeCount = 0,
            CreatedAt = acquisition.Now,
        };
        return await acquisition.PutAsync(store, own, cancellationToken).ConfigureAwait(false);
    }

    private static void Missing() => Throw.Fault(OmsErrorCode.Schema, Rule, "A Workflow of the Skill's strategies is not here", -1, "strategies");
}
