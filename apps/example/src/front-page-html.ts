// How the front page looks.
import type { CommentsRow, PostsRow } from './database.ts';
import { type Html, html } from './html.ts';
import { style } from './style.ts';

// Without a summary while the migration that adds it is rolled back.
export type Entry = Omit<PostsRow, 'summary'> & {
  readonly summary?: PostsRow['summary'];
  readonly author: string;
  readonly tags: readonly string[];
  readonly comments: readonly CommentsRow[];
};

export function frontPageHtml(posts: readonly Entry[]): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Notes from the machine room</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<header>
<h1>Notes from the machine room</h1>
<p>A small blog on Workers and D1.</p>
</header>
<main>
${posts.length === 0 ? html`<p>No posts yet. <code>roost db:seed</code> writes some.</p>` : posts.map(article)}
</main>
</body>
</html>
`;
}

function article({ slug, title, author, created_at, summary, body, tags, comments }: Entry): Html {
  return html`<article id="${slug}">
<h2>${title}</h2>
<p class="byline">${author}, ${moment(created_at)}</p>
<p>${summary ?? body}</p>
${tags.length === 0 ? '' : tagList(tags)}
${comments.length === 0 ? '' : commentList(comments)}
</article>
`;
}

function tagList(tags: readonly string[]): Html {
  return html`<ul class="tags" aria-label="Tags">${tags.map((tag) => html`<li>${tag}</li>`)}</ul>`;
}

function commentList(comments: readonly CommentsRow[]): Html {
  const items = comments.map(({ author, body }) => html`<li><b>${author}</b> ${body}</li>`);
  const count = comments.length === 1 ? '1 comment' : `${comments.length} comments`;
  return html`<details><summary>${count}</summary><ol>${items}</ol></details>`;
}

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** A moment as SQLite's datetime() writes it, in UTC. */
function moment(datetime: string): Html {
  const iso = `${datetime.replace(' ', 'T')}Z`;
  return html`<time datetime="${iso}">${day.format(new Date(iso))}</time>`;
}
