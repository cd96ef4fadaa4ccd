namespace JasperFx;

/// <summary>What a store may do to the database's tables when it starts.</summary>
public enum AutoCreate
{
    /// <summary>Also drop and create anew what differs. Here the same as <see cref="CreateOrUpdate"/>: nothing is ever dropped.</summary>
    All,

    /// <summary>Create what is missing.</summary>
    CreateOrUpdate,

    /// <summary>Create what is missing, leave what is there.</summary>
    CreateOnly,

    /// <summary>Nothing.</summary>
    None,
}
