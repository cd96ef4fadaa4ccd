"""LLaVA-OneVision in plain PyTorch, for pictures that fill exactly one tile: base view, then the tile with a newline after each row.

Written from the published architecture and independent of the C# code: parameters are a dictionary by short name (see checkpoint.short_name).
"""
import math

import torch
import torch.nn.functional as F


class OneVision:
    def __init__(self, config, parameters):
        self.p = parameters
        text, vision = config["text_config"], config["vision_config"]
        self.image_token = config.get("image_token_index", config.get("image_token_id"))
        self.layers, self.heads, self.kv_heads = text["num_hidden_layers"], text["num_attention_heads"], text["num_key_value_heads"]
        self.hidden, self.epsilon, self.theta = text["hidden_size"], text["rms_norm_eps"], text["rope_theta"]
        self.head_size = self.hidden // self.heads
        self.vision_layers, self.vision_heads = vision["num_hidden_layers"], vision["num_attention_heads"]
        self.patch, self.vision_epsilon = vision["patch_size"], vision["layer_norm_eps"]
        self.tied = config.get("tie_word_embeddings", False)

    def linear(self, name, x):
        return F.linear(x, self.p[name + ".weight"], self.p.get(name + ".bias"))

    def layer_norm(self, name, x):
        return F.layer_norm(x, x.shape[-1:], self.p[name + ".weight"], self.p[name + ".bias"], self.vision_epsilon)

    def rms_norm(self, name, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.epsilon) * self.p[name + ".weight"]

    def tower(self, pixels):
        """[N, 3, S, S] -> [N, patches, D], the last block's output."""
        x = F.conv2d(pixels, self.p["vision.embeddings.patch_embedding.weight"], self.p["vision.embeddings.patch_embedding.bias"], stride=self.patch)
        x = x.flatten(2).transpose(1, 2) + self.p["vision.embeddings.position_embedding.weight"]
        count, length, width = x.shape
        for i in range(self.vision_layers):
            name = f"vision.encoder.layers.{i}."
            y = self.layer_norm(name + "layer_norm1", x)
            q, k, v = (self.linear(f"{name}self_attn.{part}_proj", y).view(count, length, self.vision_heads, -1).transpose(1, 2) for part in "qkv")
            y = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1]), -1) @ v
            x = x + self.linear(name + "self_attn.out_proj", y.transpose(1, 2).reshape(count, length, width))
            y = self.layer_norm(name + "layer_norm2", x)
            x = x + self.linear(name + "mlp.fc2", gelu_tanh(self.linear(name + "mlp.fc1", y)))
        return x

    def image_features(self, pixels):
        """[B, 2, 3, S, S] -> [B, tokens, H]."""
        batch = pixels.shape[0]
        x = self.tower(pixels.flatten(0, 1))
        x = self.linear("projector.linear_2", F.gelu(self.linear("projector.linear_1", x)))
        side = math.isqrt(x.shape[1])
        x = x.view(batch, 2, side * side, self.hidden)
        newline = self.p["image_newline"].expand(batch, side, 1, self.hidden)
        tile = torch.cat([x[:, 1].view(batch, side, side, self.hidden), newline], 2).flatten(1, 2)
        return torch.cat([x[:, 0], tile], 1)

    def embed(self, ids, pixels):
        x = F.embedding(ids, self.p["text.embed_tokens.weight"])
        if pixels is None:
            return x
        features = self.image_features(pixels).reshape(-1, self.hidden)
        mask = (ids == self.image_token).unsqueeze(-1).expand_as(x)
        return x.masked_scatter(mask, features)

    def rotary(self, positions):
        inverse = 1.0 / (self.theta ** (torch.arange(0, self.head_size, 2, dtype=torch.float32) / self.head_size))
        angles = positions.float().unsqueeze(-1) * inverse
        angles = torch.cat([angles, angles], -1).unsqueeze(1)
        return angles.cos(), angles.sin()

    def decode(self, x, positions, bias, cache=None):
        """x [B, T, H], bias [B, 1, T, S] added to the attention scores; cache is a list of (k, v), extended in place."""
        batch, length, _ = x.shape
        cos, sin = self.rotary(positions)
        for i in range(self.layers):
            name = f"text.layers.{i}."
            y = self.rms_norm(name + "input_layernorm", x)
            q = self.linear(name + "self_attn.q_proj", y).view(batch, length, self.heads, -1).transpose(1, 2)
            k = self.linear(name + "self_attn.k_proj", y).view(batch, length, self.kv_heads, -1).transpose(1, 2)
            v = self.linear(name + "self_attn.v_proj", y).view(batch, length, self.kv_heads, -1).transpose(1, 2)
            q, k = q * cos + rotate_half(q) * sin, k * cos + rotate_half(k) * sin
            if cache is not None:
                if len(cache) > i:
                    k, v = torch.cat([cache[i][0], k], 2), torch.cat([cache[i][1], v], 2)
                    cache[i] = (k, v)
                else:
                    cache.append((k, v))
            groups = self.heads // self.kv_heads
            k, v = k.repeat_interleave(groups, 1), v.repeat_interleave(groups, 1)
            y = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(self.head_size) + bias, -1) @ v
            x = x + self.linear(name + "self_attn.o_proj", y.transpose(1, 2).reshape(batch, length, self.hidden))
            y = self.rms_norm(name + "post_attention_layernorm", x)
            x = x + self.linear(name + "mlp.down_proj", F.silu(self.linear(name + "mlp.gate_proj", y)) * self.linear(name + "mlp.up_proj", y))
        return self.rms_norm("text.norm", x)

    def head(self, x):
        return F.linear(x, self.p["text.embed_tokens.weight" if self.tied else "lm_head.weight"])

    def hidden_states(self, ids, mask, pixels):
        positions = (mask.long().cumsum(-1) - 1).clamp(min=0)
        length = ids.shape[1]
        allowed = torch.ones(length, length, dtype=torch.bool).tril() & mask.bool()[:, None, None, :]
        bias = torch.zeros(allowed.shape).masked_fill(~allowed, torch.finfo(torch.float32).min)
        return self.decode(self.embed(ids, pixels), positions, bias)

    def logits(self, ids, mask, pixels):
        return self.head(self.hidden_states(ids, mask, pixels))

    def loss(self, ids, mask, labels, pixels):
        """Mean cross-entropy over the shifted labels that are not -100. The head is applied only where a label reads it."""
        states = self.hidden_states(ids, mask, pixels)[:, :-1]
        targets = labels[:, 1:]
        wanted = targets != -100
        return F.cross_entropy(self.head(states[wanted]), targets[wanted])


def rotate_half(x):
    half = x.shape[-1] // 2
    return torch.cat([-x[..., half:], x[..., :half]], -1)


def gelu_tanh(x):
    return F.gelu(x, approximate="tanh")
