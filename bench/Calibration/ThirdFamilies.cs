namespace Sweep.Bench.Calibration;

/// <summary>More of the battery by which thresholds were chosen, of generated points alone. It too was a holdout once.</summary>
internal static class ThirdFamilies
{
    public static IReadOnlyList<Family> All { get; } =
    [
        Causes.Healthy("""
            seed: 211
            dataset: {blobs: {points: 1400, features: 16, classes: 8, noise: 4.5}}
            model: {hidden: [56, 36]}
            training: {epochs: 32, optimizer: {sgd: {learning_rate: 0.04, momentum: 0.9}}, schedule: cosine, l2: 3e-3}
            vary:
              activation: [tanh, relu, elu, leaky_relu, gelu_tanh, selu, silu]
              batch_size: [20, 40]
            replicates: 3
            """),
        Causes.Healthy("""
            seed: 212
            dataset: {moons: {points: 900, noise: 0.18}}
            model: {hidden: [28, 18]}
            training: {epochs: 60, optimizer: {nadam: {learning_rate: 0.006}}, schedule: cosine, l2: 3e-4}
            vary: {activation: [tanh, relu, silu, softplus]}
            replicates: 3
            """),
        Causes.Healthy("""
            seed: 213
            dataset: {circles: {points: 900, noise: 0.08, factor: 0.6}}
            model: {hidden: [30, 30]}
            training: {epochs: 70, optimizer: {amsgrad: {learning_rate: 0.008}}, schedule: cosine, l2: 3e-4}
            vary: {activation: [tanh, relu, elu]}
            replicates: 4
            """),
        Causes.Healthy("""
            seed: 214
            dataset: {friedman1: {points: 1300, features: 6, noise: 0.7}}
            model: {hidden: [44, 28]}
            training: {epochs: 40, optimizer: {sgd: {learning_rate: 0.02, momentum: 0.9}}, schedule: cosine, l2: 1e-3}
            vary: {activation: [tanh, relu, elu, gelu_tanh]}
            replicates: 3
            """),
        Causes.Healthy("""
            seed: 215
            dataset: {blobs: {points: 1400, features: 16, classes: 8, noise: 4.5}}
            model: {depth: 6, width: 36, activation: relu}
            training: {epochs: 32, optimizer: {sgd: {learning_rate: 0.015, momentum: 0.9}}, schedule: cosine, l2: 2e-3}
            vary:
              body: [{normalization: batch_norm}, {residual: 3}, {normalization: layer_norm}, {activation: tanh}, {activation: elu}]
            replicates: 3
            """),
        Causes.Healthy("""
            seed: 216
            dataset: {blobs: {points: 700, features: 5, classes: 3, noise: 3}}
            model: {hidden: [20]}
            training: {epochs: 50, batch_size: 16, optimizer: {sgd: {learning_rate: 0.04, momentum: 0.9}}, schedule: cosine, l2: 5e-3}
            vary: {activation: [sigmoid, tanh, relu]}
            replicates: 4
            """),
        Causes.Vanishing("""
            seed: 221
            dataset: {blobs: {points: 500, features: 10, classes: 5, noise: 4}}
            model: {width: 36}
            training: {epochs: 9, optimizer: {sgd: {learning_rate: 0.015, momentum: 0.9}}}
            vary:
              depth: [7, 11, 18]
              activation: [sigmoid, tanh, silu]
              init: [{normal: 0.015}, {uniform: 0.04}, {xavier_uniform: 0.2}]
            """),
        Causes.Vanishing("""
            seed: 222
            dataset: {friedman1: {points: 500, features: 8, noise: 0.6}}
            model: {width: 28, activation: sigmoid}
            training: {epochs: 9, optimizer: {sgd: {learning_rate: 0.01}}}
            vary:
              depth: [9, 13]
              init: [xavier_normal, {normal: 0.05}, lecun_uniform]
            replicates: 3
            """),
        Causes.Mild("""
            seed: 223
            dataset: {blobs: {points: 500, features: 10, classes: 5, noise: 4}}
            model: {width: 36}
            training: {epochs: 9, optimizer: {sgd: {learning_rate: 0.015, momentum: 0.9}}}
            vary:
              depth: [2, 5]
              activation: [sigmoid, tanh, silu]
              init: [{normal: 0.12}, {uniform: 0.25}, lecun_normal]
            """),
        Causes.Exploding("""
            seed: 231
            dataset: {friedman1: {points: 500, features: 8, noise: 0.6}}
            model: {width: 56}
            training: {epochs: 9, optimizer: {sgd: {learning_rate: 3e-4}}}
            vary:
              depth: [8, 11]
              activation: [relu, elu, silu]
              init: [{normal: 0.6}, {uniform: 1.5}]
              clip: [{norm: 0.5}, {layer_norm: 1}]
            """),
        Causes.Chaotic("""
            seed: 232
            dataset: {blobs: {points: 500, features: 10, classes: 5, noise: 4}}
            model: {activation: tanh, width: 72}
            training: {epochs: 9, optimizer: {sgd: {learning_rate: 1e-5}}}
            vary:
              depth: [16, 22]
              init: [{normal: 0.9}, {uniform: 1.7}, {xavier_normal: 8}]
            replicates: 3
            """),
        Causes.Overflow("""
            seed: 233
            dataset: {moons: {points: 300, noise: 0.18}}
            model: {width: 28}
            training: {epochs: 4}
            vary:
              depth: [17, 21]
              activation: [relu, elu, identity]
              init: [{normal: 150}, {uniform: 400}]
            """),
        Causes.Unstable("""
            seed: 234
            dataset: {friedman1: {points: 350, features: 6, noise: 0.7}}
            model: {activation: identity}
            training: {epochs: 45}
            vary:
              hidden: [[], [10], [14, 14]]
              learning_rate: [2.5, 7, 15]
              batch_size: [20, full]
            """),
        Causes.Lost("""
            seed: 236
            dataset: {blobs: {points: 1400, features: 16, classes: 8, noise: 4.5}}
            model: {hidden: [56, 36]}
            training: {epochs: 12, warmup_steps: 324, optimizer: {sgd: {}}}
            vary:
              learning_rate: [1.6, 2.2, 3, 10]
              activation: [relu, tanh, hard_tanh]
            replicates: 3
            """),
        Causes.Lost("""
            seed: 237
            dataset: {moons: {points: 900, noise: 0.18}}
            model: {hidden: [28, 18]}
            training: {epochs: 20, warmup_steps: 340, optimizer: {sgd: {}}}
            vary:
              learning_rate: [5, 10, 30]
              activation: [relu, silu, tanh]
            replicates: 2
            """),
        Causes.DeadLayer("""
            seed: 241
            dataset: {moons: {points: 500, noise: 0.18}}
            model: {width: 28, activation: relu}
            training: {epochs: 9, optimizer: {rmsprop: {learning_rate: 0.002}}}
            vary:
              depth: [4, 6]
              layers: [[{layer: 2, init: {constant: -0.2}}], [{layer: 3, init: {constant: -0.02}}]]
            replicates: 4
            """),
        Causes.DeadUnits("""
            seed: 242
            dataset: {blobs: {points: 500, features: 10, classes: 5, noise: 4}}
            model: {width: 52, activation: relu}
            training: {epochs: 9, optimizer: {sgd: {learning_rate: 0.004}}}
            vary:
              depth: [1, 2]
              bias_init: [{constant: -7}, {constant: -12}]
            replicates: 3
            """),
        Causes.FewDead("""
            seed: 243
            dataset: {blobs: {points: 500, features: 10, classes: 5, noise: 4}}
            model: {width: 52, activation: relu}
            training: {epochs: 9, optimizer: {sgd: {learning_rate: 0.01}}}
            vary:
              depth: [1, 2]
              bias_init: [{constant: -0.4}, {constant: -0.7}]
            replicates: 2
            """),
        Causes.Saturated("""
            seed: 251
            dataset: {blobs: {points: 500, features: 10, classes: 5, noise: 4}}
            model: {width: 44}
            training: {epochs: 9, optimizer: {sgd: {learning_rate: 3e-4}}}
            vary:
              depth: [1, 2]
              activation: [sigmoid, tanh, hard_tanh]
              init: [{normal: 3.5}, {normal: 6}, {uniform: 9}]
            """),
        Causes.Saturated("""
            seed: 252
            dataset: {friedman1: {points: 500, features: 20, noise: 0.6}}
            model: {width: 36}
            training: {epochs: 9, optimizer: {sgd: {learning_rate: 1e-4}}}
            vary:
              depth: [1, 2]
              activation: [tanh, hard_tanh]
              init: [{normal: 2.5}, {uniform: 5.5}]
            replicates: 2
            """),
        Causes.HardlySaturated("""
            seed: 253
            dataset: {blobs: {points: 500, features: 10, classes: 5, noise: 4}}
            model: {width: 44}
            training: {epochs: 9, optimizer: {sgd: {learning_rate: 0.004}}}
            vary:
              depth: [1, 2]
              activation: [sigmoid, tanh]
              init: [{normal: 0.25}, {uniform: 0.5}]
            """),
        Causes.Overfitting("""
            seed: 261
            dataset: {blobs: {points: 800, features: 16, classes: 5, noise: 5}}
            model: {hidden: [96, 48]}
            training: {epochs: 90, optimizer: {nadam: {learning_rate: 0.003}}}
            vary:
              label_noise: [0.2, 0.35]
              train_rows: [130, 220]
              activation: [relu, tanh, selu]
            replicates: 2
            """),
        Causes.Overfitting("""
            seed: 262
            dataset: {circles: {points: 800, noise: 0.08, factor: 0.6}, label_noise: 0.2}
            model: {hidden: [72, 72, 72], activation: relu}
            training: {epochs: 500, optimizer: {adam: {learning_rate: 0.006}}}
            vary:
              train_rows: [50, 90]
              activation: [relu, leaky_relu]
            replicates: 3
            """),
        Causes.Stopped("""
            seed: 263
            dataset: {blobs: {points: 800, features: 16, classes: 5, noise: 5}, label_noise: 0.35}
            model: {hidden: [96, 48]}
            training: {epochs: 90, optimizer: {nadam: {learning_rate: 0.003}}, early_stopping: {patience: 7}}
            vary:
              train_rows: [130, 220]
              activation: [relu, tanh, selu]
            """),
        Causes.Incapable("""
            seed: 271
            dataset: {xor: {points: 900, noise: 0.1}}
            training: {epochs: 18}
            model: {hidden: [28, 18]}
            vary:
              kind: [{activation: identity}, {init: zero, activation: silu}, {init: zero, activation: hard_tanh}]
              optimizer: [{sgd: 0.03}, {amsgrad: 0.002}]
            replicates: 3
            """),
        Causes.Incapable("""
            seed: 272
            dataset: {blobs: {points: 700, features: 5, classes: 3, noise: 3}}
            training: {epochs: 18, optimizer: {sgd: {learning_rate: 0.03}}}
            vary:
              hidden: [[28], [20, 20]]
              penalty: [{l2: 1.5}, {l2: 4}, {l1: 0.4}]
              activation: [tanh, sigmoid]
            """),
        Causes.Slow("""
            seed: 281
            dataset: {blobs: {points: 1000, features: 16, classes: 8, noise: 4.5}}
            model: {hidden: [56, 36]}
            training: {epochs: 16}
            vary:
              learning_rate: [2.5e-4, 8e-4, 2.5e-3]
              activation: [relu, tanh, elu]
            replicates: 2
            """),
        Causes.Slow("""
            seed: 282
            dataset: {moons: {points: 900, noise: 0.18}}
            model: {hidden: [28, 18]}
            vary:
              pace: [{epochs: 6, optimizer: {nadam: 4e-4}}, {epochs: 20, optimizer: {sgd: 0.002}}, {epochs: 4, optimizer: {adam: 1e-3}}]
              activation: [silu, leaky_relu]
            replicates: 2
            """),
        Causes.Slow("""
            seed: 283
            dataset: {friedman1: {points: 700, features: 6, noise: 0.7}}
            model: {hidden: [44, 28]}
            training: {epochs: 14}
            vary:
              learning_rate: [3e-4, 1e-3]
              activation: [tanh, relu]
            replicates: 2
            """),
    ];
}
