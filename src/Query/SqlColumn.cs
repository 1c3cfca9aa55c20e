namespace Sweep.Query;

/// <summary>A column of a query's result.</summary>
/// <param name="Name">Its name, unlike all before it.</param>
/// <param name="Utc">Whether it holds moments in UTC.</param>
public sealed record SqlColumn(string Name, bool Utc);
