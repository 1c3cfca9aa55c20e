namespace Orleans;

/// <summary>Base of the interfaces of grains whose key is a text.</summary>
public interface IGrainWithStringKey : IGrain
{
}
