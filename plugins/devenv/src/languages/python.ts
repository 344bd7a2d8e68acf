import { withOption, type Answers, type DevenvTemplate } from '../templates/template.js';
import type { Part } from '../environment/environment.js';
import { code } from '../environment/environment.js';

export const python: DevenvTemplate = {
  name: 'python',
  title: 'Python',
  aliases: ['py', 'python3'],
  words: [
    'python',
    'python3',
    'py',
    'pip',
    'poetry',
    'uv',
    'venv',
    'virtualenv',
    'script',
    'automation',
    'scraping',
    'scraper',
    'bot',
  ],
  options: [
    {
      name: 'version',
      about: 'Python, as 3.12',
      choices: ['default', '3.11', '3.12', '3.13', '3.14'],
      default: 'default',
    },
    {
      name: 'packageManager',
      about: 'What installs packages',
      choices: ['venv', 'uv', 'poetry'],
      default: 'venv',
    },
    withOption('jupyter', 'JupyterLab'),
  ],
  frameworks: [
    {
      name: 'django',
      title: 'Django',
      words: ['django'],
      part: (answers) => server(answers, 'python manage.py runserver'),
    },
    {
      name: 'flask',
      title: 'Flask',
      words: ['flask'],
      part: (answers) => server(answers, 'flask run --debug'),
    },
    {
      name: 'fastapi',
      title: 'FastAPI',
      words: ['fastapi', 'api', 'rest', 'backend'],
      part: (answers) => server(answers, 'fastapi dev'),
    },
    {
      name: 'streamlit',
      title: 'Streamlit',
      words: ['streamlit', 'dashboard'],
      part: (answers) => server(answers, 'streamlit run app.py'),
    },
    {
      name: 'data',
      title: 'Data analysis (pandas, NumPy, Jupyter)',
      words: [
        'data',
        'pandas',
        'numpy',
        'jupyter',
        'notebook',
        'notebooks',
        'analysis',
        'science',
        'statistics',
        'ml',
        'machine',
        'learning',
        'ai',
        'pytorch',
        'tensorflow',
        'scikit',
        'sklearn',
        'keras',
        'neural',
        'kaggle',
        'llm',
        'training',
        'csv',
        'polars',
        'matplotlib',
      ],
      part: (answers) => ({
        ...notebook(answers),
        notes: ['Packages for numbers come as wheels; what they link to is in packages.'],
        packages: ['zlib', 'stdenv.cc.cc.lib'],
        next: [install(answers, 'pandas numpy matplotlib jupyterlab')],
      }),
    },
  ],
  part(answers) {
    const { version, packageManager, jupyter } = answers.values;
    return {
      settings: {
        'languages.python.enable': true,
        ...(version !== 'default' && {
          'languages.python.package': code(`pkgs.python${version?.replace('.', '')}`),
        }),
        ...managers[packageManager ?? 'venv'],
      },
      proof: 'python --version',
      next:
        packageManager === 'poetry' ? ['poetry init'] : packageManager === 'uv' ? ['uv init'] : [],
      ...(jupyter === 'true' && notebook(answers)),
      ...(jupyter === 'true' && { next: [install(answers, 'jupyterlab')] }),
      ...(answers.services.includes('postgres') && { packages: ['libpq'] }),
    };
  },
};

const managers: Readonly<Record<string, Part['settings']>> = {
  venv: { 'languages.python.venv.enable': true },
  uv: { 'languages.python.venv.enable': true, 'languages.python.uv.enable': true },
  poetry: {
    'languages.python.poetry.enable': true,
    'languages.python.poetry.activate.enable': true,
  },
};

const runner = ({ values }: Answers): string =>
  values.packageManager === 'uv'
    ? 'uv run '
    : values.packageManager === 'poetry'
      ? 'poetry run '
      : '';

const install = ({ values }: Answers, packages: string): string =>
  values.packageManager === 'poetry'
    ? `poetry add ${packages}`
    : values.packageManager === 'uv'
      ? `uv add ${packages}`
      : `pip install ${packages}`;

const server = (answers: Answers, command: string): Part => ({
  scripts: {
    dev: { exec: `${runner(answers)}${command}`, description: 'Start the development server' },
  },
});

const notebook = (answers: Answers): Part => ({
  scripts: { notebook: { exec: `${runner(answers)}jupyter lab`, description: 'Open JupyterLab' } },
});
