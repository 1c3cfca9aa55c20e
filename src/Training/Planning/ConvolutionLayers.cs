using Sweep.Core.Configuration;
using Sweep.Core.Specs;
using Sweep.Training.Data;

namespace Sweep.Training.Planning;

/// <summary>Plans the convolutions of a network, which come before its dense layers.</summary>
internal static class ConvolutionLayers
{
    /// <summary>The convolutions' layers, numbered from 1, with their parameters from <paramref name="offset"/> on.</summary>
    public static List<LayerPlan> Of(ModelConfig model, ImageShape image, ref long offset)
    {
        var layers = new List<LayerPlan>();
        foreach (var convolution in Convolution.Of(model.Conv, image.Height, image.Width))
        {
            var stage = model.Conv[convolution.Stage];
            var activation = stage.Activation ?? model.Activation;
            var closes = convolution.ClosesBlock || !stage.Residual;
            layers.Add(ParameterPlaces.Place(
                new LayerPlan
                {
                    Number = layers.Count + 1,
                    Inputs = convolution.InChannels * convolution.InHeight * convolution.InWidth,
                    Outputs = (int)convolution.OutSize,
                    Convolution = convolution,
                    Activation = activation,
                    Normalization = stage.BatchNorm switch
                    {
                        BatchNormPlace.Before => new Normalisation.BatchNorm { Position = NormPosition.Before },
                        BatchNormPlace.After => new Normalisation.BatchNorm { Position = NormPosition.After },
                        _ => new Normalisation.None(),
                    },
                    Dropout = closes ? stage.Dropout : 0,
                    Init = AutoInitialisation.Resolve(model.Init, activation),
                    SkipFrom = convolution.ClosesBlock ? layers.Count - 1 : -1,
                    Length = 0,
                },
                convolution.Projects ? convolution.SkipChannels : 0,
                ref offset));
        }

        return layers;
    }
}
